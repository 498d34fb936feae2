import { placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterTemporaryRule = defineRule({
  id: "filter-temporary-rule",
  title: "A line says that it is temporary",
  severity: "low",
  needs: ["filters"],
  why: `Its comment calls this accept a test or temporary, and it was still there when the filter was saved. Such holes stay
for years.`,
  degrees: "Low.",
  fix: "Remove the line, or give it its reason.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 203.0.113.0/24 -m comment --comment \"temp for the vendor, remove\" -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        if (rule.verdict.kind !== "accept" || rule.comment === undefined || !/\b(?:test(?:ing)?|temp(?:orary)?|tmp|debug|todo|fixme|remove (?:me|later|after)|delete (?:me|later))\b/i.test(rule.comment)) continue;
        report(rule.at, { subject: subjectOf(system, chain), message: `accepts, and its comment says "${rule.comment.slice(0, 60)}"` });
      }
    }
  },
});
