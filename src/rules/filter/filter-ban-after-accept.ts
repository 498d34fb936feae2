import type { Chain, FilterRule } from "../../exposure/index.js";
import type { FilterSystem } from "../../posture/index.js";
import { indexOf, andMore, deadRulesOf, isBan, matchesOf, subjectOf, textOf } from "./lines.js";
import { isBroad, opens, openingsOf } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterBanAfterAccept = defineRule({
  id: "filter-ban-after-accept",
  title: "Bans come after SIP is let in",
  severity: "high",
  needs: ["filters"],
  why: `SIP of anybody is accepted before the list of the banned is looked at. fail2ban fills its list, its log says "Ban",
and the attacker goes on.`,
  degrees: "High.",
  fix: "Move the bans to the front.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:f2b-asterisk - [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -p udp -j f2b-asterisk\n-A f2b-asterisk -s 203.0.113.66/32 -j DROP\n-A f2b-asterisk -j RETURN\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:f2b-asterisk - [0:0]\n-A INPUT -p udp -j f2b-asterisk\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A f2b-asterisk -s 203.0.113.66/32 -j DROP\n-A f2b-asterisk -j RETURN\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html", "https://github.com/fail2ban/fail2ban/wiki"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      const dead = new Set(deadRulesOf(system).map(({ rule }) => rule));
      for (const chain of system.ruleset.chains.values()) {
        if (chain.base?.hook !== "input") continue;
        const opening = openingsOf(system).find((one) => one.rule !== null && one.via.length === 0 && one.chain === chain && (opens(one, 5060) || opens(one, 5061)));
        if (opening === undefined || opening.rule === null || isBroad(opening)) continue;
        const [first, ...more] = chain.rules.slice(indexOf(chain, opening.rule) + 1).filter((rule) => isBan(rule, system.ruleset) && reaches(rule, opening.protocol));
        if (first === undefined || dead.has(first) || isGuarded(chain, opening.rule, system)) continue;
        report(first.at, { subject: subjectOf(system, chain), related: [{ span: opening.rule.at, note: "lets SIP in before" }], message: `bans here${andMore(more.length)} come after \`${textOf(opening.rule)}\`, which lets the banned in` });
      }
    }
  },
});

function reaches(rule: FilterRule, protocol: string): boolean {
  return matchesOf(rule, "protocol").every(({ protocols, negated }) => protocols.includes(protocol) !== negated);
}

/** Other bans stand before the accept: these are for something else. */
function isGuarded(chain: Chain, accept: FilterRule, { ruleset }: FilterSystem): boolean {
  return chain.rules.slice(0, indexOf(chain, accept)).some((rule) => isBan(rule, ruleset));
}
