import type { FilterRule } from "../../exposure/index.js";
import { isBan, matchesOf, subjectOf } from "./lines.js";
import { isBroad, opens, openingsOf } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterBanOneProtocol = defineRule({
  id: "filter-ban-one-protocol",
  title: "Bans act on TCP, SIP comes over UDP",
  severity: "medium",
  needs: ["filters"],
  why: `The chain of the bans is entered by TCP alone, while SIP is let in over UDP too. The banned scanner, who uses UDP
anyway, does not notice.`,
  degrees: "Medium.",
  fix: "Send every packet through the chain of the bans: no protocol and no port (fail2ban: the allports actions).",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:f2b-asterisk - [0:0]\n-A INPUT -p tcp -j f2b-asterisk\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A f2b-asterisk -s 203.0.113.66/32 -j DROP\n-A f2b-asterisk -j RETURN\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:f2b-asterisk - [0:0]\n-A INPUT -j f2b-asterisk\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A f2b-asterisk -s 203.0.113.66/32 -j DROP\n-A f2b-asterisk -j RETURN\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://github.com/fail2ban/fail2ban/wiki"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      const sip = openingsOf(system).filter((one) => !isBroad(one) && opens(one, 5060));
      if (!sip.some(({ protocol }) => protocol === "udp")) continue;
      for (const chain of system.ruleset.chains.values()) {
        if (chain.base?.hook !== "input") continue;
        const bans = chain.rules.filter((rule) => isBan(rule, system.ruleset) && /asterisk|sip|kamailio|voip|opensips|freepbx/i.test(nameOf(rule)));
        const [first] = bans;
        if (first === undefined || bans.some((rule) => !onlyTcp(rule))) continue;
        report(first.at, { subject: subjectOf(system, chain), message: `${nameOf(first)} is entered by TCP alone, and SIP is let in over UDP` });
      }
    }
  },
});

function onlyTcp(rule: FilterRule): boolean {
  return matchesOf(rule, "protocol").some(({ protocols, negated }) => !negated && !protocols.includes("udp"));
}

/** Of the chain or the set that bans. */
function nameOf(rule: FilterRule): string {
  return rule.verdict.kind === "jump" ? rule.verdict.chain.replace(/^.* /, "") : matchesOf(rule, "source-set").map(({ name }) => name).join(" ");
}
