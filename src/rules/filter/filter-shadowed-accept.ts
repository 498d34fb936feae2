import { andMore, byCause, deadRulesOf, denies, subjectOf, textOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterShadowedAccept = defineRule({
  id: "filter-shadowed-accept",
  title: "An accept comes too late",
  severity: "low",
  needs: ["filters"],
  why: `An earlier rule drops every packet that this one would let in. What it was written for does not work, and people in a
hurry cure that by opening more than they need.`,
  degrees: "Low: what is shut hurts nobody but its owner.",
  fix: "Remove the rule, or move it before the one that drops.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j DROP\n-A INPUT -s 198.51.100.10/32 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.10/32 -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j DROP\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      const late = deadRulesOf(system).filter((death) => death.kind === "covered" && death.rule.verdict.kind === "accept" && death.by !== null && denies(death.by));
      for (const [death, ...more] of byCause(late)) {
        if (death.kind !== "covered" || death.by === null) continue;
        report(death.rule.at, {
          subject: subjectOf(system, death.chain), related: [{ span: death.by.at, note: "drops all of it before" }, ...more.slice(0, 4).map(({ rule }) => ({ span: rule.at, note: "the same" }))],
          message: `lets nobody in${andMore(more.length)}: \`${textOf(death.by)}\` drops all that it could match`,
        });
      }
    }
  },
});
