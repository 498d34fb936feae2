import { matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterLoopbackByAddress = defineRule({
  id: "filter-loopback-by-address",
  title: "Loopback is let in by its address",
  severity: "low",
  needs: ["filters"],
  why: `The rule trusts 127.0.0.0/8 wherever it comes from, instead of the loopback interface. Kernels usually drop such
packets from outside, unless route_localnet is on, as container networks turn it on.`,
  degrees: "Low.",
  fix: "Write `-i lo` instead of the address.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -s 127.0.0.0/8 -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 290,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        if (rule.verdict.kind !== "accept" || chain.base?.hook !== "input" || matchesOf(rule, "in-interface").length > 0) continue;
        if (matchesOf(rule, "source").some(({ negated, addresses }) => !negated && addresses.family === 4 && addresses.ranges.length > 0 && addresses.ranges.every(({ first, last }) => first >> 24n === 127n && last >> 24n === 127n))) {
          report(rule.at, { subject: subjectOf(system, chain), message: "trusts addresses of loopback at every interface" });
        }
      }
    }
  },
});
