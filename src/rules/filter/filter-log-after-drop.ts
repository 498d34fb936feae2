import { deadRulesOf, logs, subjectOf, textOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterLogAfterDrop = defineRule({
  id: "filter-log-after-drop",
  title: "A line logs what is already dropped",
  severity: "low",
  needs: ["filters"],
  why: `Earlier rules decide every packet that this one would log. The log stays empty, and fail2ban or a person who reads it
takes that for peace.`,
  degrees: "Low.",
  fix: "Move the line before the rule that drops.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j LOG --log-prefix \"sip \"\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m limit --limit 5/sec -j LOG --log-prefix \"sip \"\n-A INPUT -p udp -m udp --dport 5060 -j DROP\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 778,
  check({ filters }, report) {
    for (const system of filters) {
      for (const death of deadRulesOf(system)) {
        if (death.kind !== "covered" || death.rule.verdict.kind !== "continue" || !logs(death.rule)) continue;
        report(death.rule.at, { subject: subjectOf(system, death.chain), related: death.by === null ? [] : [{ span: death.by.at, note: "decides all of it before" }], message: `logs nothing: ${death.by === null ? "earlier rules decide" : `\`${textOf(death.by)}\` decides`} all that it could match` });
      }
    }
  },
});
