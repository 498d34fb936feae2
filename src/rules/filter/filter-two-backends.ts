import { defineRule } from "../rule.js";

export const filterTwoBackends = defineRule({
  id: "filter-two-backends",
  title: "Two packet filters act at once",
  severity: "high",
  needs: ["filters"],
  why: `The dump says that rules of the older iptables exist beside it. Both filters see each packet, and one of them is not
in what was given: it may drop what this one accepts, or hold the bans.`,
  degrees: "High.",
  fix: "Use one backend: see `iptables-legacy-save`, carry its rules over and flush them.",
  before: { "rules.v4": "# Warning: iptables-legacy tables present, use iptables-legacy-save to see them\n*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables with the nf_tables backend.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const { path, hints } of filters) {
      for (const { kind, at } of hints) if (kind === "legacy") report(at, { subject: path, message: "rules of the older backend act beside these, and were not given" });
    }
  },
});
