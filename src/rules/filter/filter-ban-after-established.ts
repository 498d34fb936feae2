import type { FilterRule } from "../../exposure/index.js";
import { acceptedBefore, andMore, isBan, matchesOf, subjectOf } from "./lines.js";
import { openingsOf } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterBanAfterEstablished = defineRule({
  id: "filter-ban-after-established",
  title: "Bans do not stop flows that exist",
  severity: "medium",
  needs: ["filters"],
  why: `Established flows are accepted before the bans are looked at. Over UDP a scanner's packets are one flow for as long as
he goes on, so the ban that his first mistakes earned him never touches him.`,
  degrees: "Medium; low where no SIP over UDP is let in.",
  fix: "Look at bans before established flows are accepted, best in raw PREROUTING.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -m set --match-set banned src -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m set --match-set banned src -j DROP\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      const udp = openingsOf(system).some(({ protocol }) => protocol === "udp");
      for (const chain of system.ruleset.chains.values()) {
        if (chain.base?.hook !== "input") continue;
        const late = chain.rules.filter((rule) => isBan(rule, system.ruleset) && !onlyTcp(rule));
        const [first, ...more] = late.filter((rule) => acceptedBefore(chain, rule) !== undefined);
        const established = first === undefined ? undefined : acceptedBefore(chain, first);
        if (first === undefined || established === undefined) continue;
        report(first.at, {
          subject: subjectOf(system, chain), severity: udp ? "medium" : "low", related: [{ span: established.at, note: "accepts established flows before" }],
          message: `bans here${andMore(more.length)} come after established flows are accepted: who already sends goes on`,
        });
      }
    }
  },
});

/** Over TCP the engine or the jail can end the connection. */
function onlyTcp(rule: FilterRule): boolean {
  return matchesOf(rule, "protocol").some(({ protocols, negated }) => !negated && protocols.every((name) => name === "tcp"));
}
