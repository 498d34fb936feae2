import { sourcePortOf, subjectOf, wayTo } from "./lines.js";
import { countPorts, openingsOf, portsText } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterSourcePortTrusted = defineRule({
  id: "filter-source-port-trusted",
  title: "A source port is taken for proof",
  severity: "critical",
  needs: ["filters"],
  why: `The rule lets in whoever sends from a certain port. The sender chooses that freely, so one option of a scanner opens
every port behind this rule.`,
  degrees: "Critical where tens of thousands of ports are behind it; high where a few are.",
  fix: "Remove the rule: established flows need none of their own.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --sport 53 -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 290,
  check({ filters }, report) {
    for (const system of filters) {
      for (const opening of openingsOf(system)) {
        const { rule, chain, ports } = opening;
        if (rule === null) continue;
        const port = sourcePortOf(opening);
        // Answers of DHCP come from its port to its port.
        if (port === undefined || ports.every(({ first, last }) => first === last && (first === 68 || first === 546))) continue;
        report(rule.at, { subject: subjectOf(system, chain), severity: countPorts(ports) > 20_000 ? "critical" : "high", related: wayTo(opening), message: `lets in whoever sends from ${opening.protocol} port ${portsText(port.ports)}, which he chooses, to ${countPorts(ports) === 65_536 ? "every port" : `port ${portsText(ports)}`}` });
      }
    }
  },
});
