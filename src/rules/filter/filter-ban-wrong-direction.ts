import type { Chain } from "../../exposure/index.js";
import type { FilterSystem } from "../../posture/index.js";
import { denies, isBanName, matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterBanWrongDirection = defineRule({
  id: "filter-ban-wrong-direction",
  title: "A ban looks at where packets go",
  severity: "high",
  needs: ["filters"],
  why: `On the way in the destination is this host. The list of the banned is compared with it and never fits, so nobody is
banned.`,
  degrees: "High.",
  fix: "Compare the source: `src`, or `ip saddr`.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -m set --match-set banned dst -j DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -m set --match-set banned src -j DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        if (!denies(rule) || (chain.base !== null && chain.base.hook !== "input" && chain.base.hook !== "prerouting") || (chain.base === null && leadsOut(chain, system))) continue;
        const [set] = matchesOf(rule, "destination-set").filter(({ negated, name }) => !negated && isBanName(name));
        if (set !== undefined) report(rule.at, { subject: subjectOf(system, chain), message: `looks for ${set.name} in the destination, which on the way in is this host` });
      }
    }
  },
});

/** Whether a jump to the chain stands where packets leave or pass. */
function leadsOut({ key }: Chain, { ruleset }: FilterSystem): boolean {
  return [...ruleset.chains.values()].some(({ base, rules }) => base?.hook !== "input" && rules.some(({ verdict }) => verdict.kind === "jump" && verdict.chain === key));
}
