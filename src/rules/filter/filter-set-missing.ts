import { matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterSetMissing = defineRule({
  id: "filter-set-missing",
  title: "A rule looks into a set that is not there",
  severity: "high",
  needs: ["filters"],
  why: `No set of this name is in what was saved. iptables-restore refuses the whole file at the next boot, and the host comes
up without any filter.`,
  degrees: "High.",
  fix: "Save the set as well, and restore the sets before the rules.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m set --match-set carriers src -j ACCEPT\nCOMMIT\n", "ipset.conf": "create phones hash:net family inet\nadd phones 203.0.113.0/24\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m set --match-set carriers src -j ACCEPT\nCOMMIT\n", "ipset.conf": "create carriers hash:net family inet\nadd carriers 198.51.100.0/24\n" },
  versions: "iptables and ip6tables with ipset.",
  references: ["https://manpages.debian.org/bookworm/ipset/ipset.8.en.html", "https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      const { sets, tool } = system;
      if (sets === null || tool !== "iptables") continue;
      const told = new Set<string>();
      for (const { rule, chain } of placed(system)) {
        for (const { name } of [...matchesOf(rule, "source-set"), ...matchesOf(rule, "destination-set")]) {
          const set = sets.find((one) => one.name === name);
          if (told.has(name) || name.startsWith("recent:")) continue;
          if (set === undefined) report(rule.at, { subject: subjectOf(system, chain), message: `the set ${name} is not among those saved` });
          else continue;
          told.add(name);
        }
      }
    }
  },
});
