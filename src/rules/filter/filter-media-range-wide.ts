import { sourcePortOf, subjectOf, wayTo } from "./lines.js";
import { countPorts, familyText, openingsOf, portsText } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterMediaRangeWide = defineRule({
  id: "filter-media-range-wide",
  title: "The range for media is far too wide",
  severity: "medium",
  needs: ["filters"],
  why: `A call needs two to four UDP ports. A range of more than 20 000 lets anybody reach every other UDP service in it as
well, and each packet of a flood to it becomes an entry of connection tracking.`,
  degrees: "Medium.",
  fix: "Open the range that the media engine is told to use, and no more.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 1024:65535 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 20000:20999 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters }, report) {
    for (const system of filters) {
      for (const opening of openingsOf(system)) {
        const { rule, chain, ports, protocol } = opening;
        const count = countPorts(ports);
        if (rule === null || sourcePortOf(opening) !== undefined || protocol !== "udp" || count <= 20_001 || count >= 64_900) continue;
        report(rule.at, { subject: subjectOf(system, chain), related: wayTo(opening), message: `lets anybody in to ${count.toLocaleString("en").replaceAll(",", " ")} udp ports${familyText(opening, system)}: ${portsText(ports)}` });
      }
    }
  },
});
