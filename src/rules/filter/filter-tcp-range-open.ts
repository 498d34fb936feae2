import { sourcePortOf, subjectOf, wayTo } from "./lines.js";
import { countPorts, familyText, openingsOf, portsText } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterTcpRangeOpen = defineRule({
  id: "filter-tcp-range-open",
  title: "A wide range of TCP ports is open",
  severity: "high",
  needs: ["filters"],
  why: `The rule opens thousands of TCP ports to anybody. No SIP system needs that: media travels over UDP. Whatever listens
there, now or after the next installation, answers the Internet.`,
  degrees: "High from 1 000 ports on.",
  fix: "Name the single ports that are meant.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 1024:32000 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 5061 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters }, report) {
    for (const system of filters) {
      for (const opening of openingsOf(system)) {
        const { rule, chain, ports, protocol } = opening;
        const count = countPorts(ports);
        if (rule === null || sourcePortOf(opening) !== undefined || protocol !== "tcp" || count < 1_000 || count >= 60_000) continue;
        report(rule.at, { subject: subjectOf(system, chain), related: wayTo(opening), message: `lets anybody in to ${count.toLocaleString("en").replaceAll(",", " ")} tcp ports${familyText(opening, system)}: ${portsText(ports)}` });
      }
    }
  },
});
