import { indexOf, denies, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterReturnAccepts = defineRule({
  id: "filter-return-accepts",
  title: "A return is an accept here",
  severity: "low",
  needs: ["filters"],
  why: `RETURN in a chain of the hook itself ends it with the chain's policy, and that is ACCEPT. The rules below, which drop,
are skipped for these packets. Written to say "not our business", it lets them in.`,
  degrees: "Low; medium where anybody may send such packets.",
  fix: "Write ACCEPT if that is meant, else remove the line.",
  before: { "rules.v4": "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060:5090 -j RETURN\n-A INPUT -j DROP\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060:5090 -j ACCEPT\n-A INPUT -j DROP\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        const { base } = chain;
        if (base === null || base.policy !== "accept" || base.type !== "filter" || base.hook !== "input" || rule.verdict.kind !== "return") continue;
        if (!chain.rules.slice(indexOf(chain, rule) + 1).some(denies)) continue;
        const narrow = ["source", "source-set", "state"].some((kind) => rule.matches.some((match) => match.kind === kind && !match.negated));
        report(rule.at, { subject: subjectOf(system, chain), severity: narrow ? "low" : "medium", related: [{ span: base.policyAt, note: "the policy accepts" }], message: `returns from ${chain.name} to its policy, which accepts: the rules below that drop are skipped` });
      }
    }
  },
});
