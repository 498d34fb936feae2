import { listed } from "../phrase.js";
import { placeOf, subjectOf } from "./lines.js";
import { countPorts, familyText, openingsOf, type Opening } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterPolicyAccept = defineRule({
  id: "filter-policy-accept",
  title: "What no rule speaks of is let in",
  severity: "high",
  needs: ["filters"],
  why: `Packets that no rule decides fall to the chain's policy, and that accepts them. Every service that is started later is
open to the Internet on the day it starts, and whoever scans finds databases, web interfaces and the manager beside
SIP.`,
  degrees: "High.",
  fix: "Set the policy of INPUT to DROP, or end the chain with a rule that drops everything.",
  before: { "rules.v4": "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 5038 -j DROP\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters }, report) {
    for (const system of filters) {
      const byPolicy = openingsOf(system).filter(({ rule, chain }) => rule === null && (chain.base?.hook === "input" ? chain.rules.length > 0 : false));
      for (const chain of new Set(byPolicy.map((opening) => opening.chain))) {
        const [first] = byPolicy.filter((opening) => opening.chain === chain);
        if (first === undefined) continue;
        const protocols = [...new Set(byPolicy.filter((opening) => opening.chain === chain).map(({ protocol }) => protocol))];
        report(placeOf(first), { subject: subjectOf(system, chain), message: `${chain.name} accepts what no rule decides: ${listed(protocols)} packets of anybody to ${countText(first)} ports${familyText(first, system)}`, note: "the policy" });
      }
    }
  },
});

function countText({ ports }: Opening): string {
  return countPorts(ports) === 65_536 ? "all" : countPorts(ports).toLocaleString("en").replaceAll(",", " ");
}
