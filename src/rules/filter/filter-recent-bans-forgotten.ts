import { denies, matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterRecentBansForgotten = defineRule({
  id: "filter-recent-bans-forgotten",
  title: "A list of 100 is all that remembers bans",
  severity: "low",
  needs: ["filters"],
  why: `\`recent\` remembers 100 addresses for each list unless the module was loaded otherwise, and forgets the oldest. An
attacker who sends from a hundred others, or spoofs them, is free again.`,
  degrees: "Low.",
  fix: "Keep bans in an ipset with a timeout.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -m recent --rcheck --seconds 3600 --name banned --mask 255.255.255.255 --rsource -j DROP\n-A INPUT -p tcp -m tcp --dport 23 -m recent --set --name banned --mask 255.255.255.255 --rsource -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -m set --match-set banned src -j DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables and ip6tables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      const told = new Set<string>();
      for (const { rule, chain } of placed(system)) {
        if (!denies(rule)) continue;
        for (const { name, negated } of matchesOf(rule, "source-set")) {
          if (negated || !name.startsWith("recent:") || told.has(name)) continue;
          told.add(name);
          report(rule.at, { subject: subjectOf(system, chain), confidence: "medium", message: `the list ${name.slice("recent:".length)} holds 100 addresses unless xt_recent was told otherwise: the 101st frees the first` });
        }
      }
    }
  },
});
