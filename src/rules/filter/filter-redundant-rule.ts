import { andMore, byCause, deadRulesOf, denies, subjectOf, textOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterRedundantRule = defineRule({
  id: "filter-redundant-rule",
  title: "A line does what an earlier one does",
  severity: "info",
  needs: ["filters"],
  why: `Earlier rules decide all that this one could match, in the same way. Nothing is wrong today. The next one to edit the
filter may remove one of the two and believe the port closed, or the address banned no longer.`,
  degrees: "Info.",
  fix: "Remove the line.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      const again = deadRulesOf(system).filter((death) => death.kind === "covered" && death.by !== null && (death.by.verdict.kind === death.rule.verdict.kind || (denies(death.by) && denies(death.rule))));
      for (const [death, ...more] of byCause(again)) {
        if (death.kind !== "covered" || death.by === null || death.rule.verdict.kind === "jump") continue;
        report(death.rule.at, { subject: subjectOf(system, death.chain), related: [{ span: death.by.at, note: "decides it before" }], message: `changes nothing${andMore(more.length)}: \`${textOf(death.by)}\` already does the same to all that it could match` });
      }
    }
  },
});
