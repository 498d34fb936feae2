import { matchesOf, sourcePortOf, subjectOf, wayTo } from "./lines.js";
import { countPorts, familyText, openingsOf } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterAcceptsEverything = defineRule({
  id: "filter-accepts-everything",
  title: "One line lets everything in",
  severity: "critical",
  needs: ["filters"],
  why: `This rule accepts packets of anybody to any port. Nothing after it is looked at, so the filter is as good as none: an
attacker reaches the manager, the database and the phones' configuration as if there were no rules.`,
  degrees: "Critical; medium confidence where it is about one interface that may be an inner one.",
  fix: "Remove the line, or name the ports and sources that it is about.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -m conntrack --ctstate NEW -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters }, report) {
    for (const system of filters) {
      const seen = new Set<unknown>();
      for (const opening of openingsOf(system)) {
        const { rule, chain, ports } = opening;
        if (rule === null || chain.base?.type === "nat" || countPorts(ports) < 60_000 || sourcePortOf(opening) !== undefined || seen.has(rule)) continue;
        seen.add(rule);
        const [only] = matchesOf(rule, "in-interface").filter(({ negated }) => !negated);
        report(rule.at, {
          subject: subjectOf(system, chain), confidence: only === undefined ? "high" : "medium", related: wayTo(opening),
          message: `lets anybody in to ${countPorts(ports) > 65_000 ? "every" : "nearly every"} ${opening.protocol} port${familyText(opening, system)}${only === undefined ? "" : `, by ${only.names.join(", ")}`}`,
        });
      }
    }
  },
});
