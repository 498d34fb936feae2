import { isEmpty, type FilterRule } from "../../exposure/index.js";
import { deadRulesOf, denies, matchesOf, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterDeadRule = defineRule({
  id: "filter-dead-rule",
  title: "A line can match no packet",
  severity: "low",
  needs: ["filters"],
  why: `What this rule asks for excludes itself, or excludes what comes into its chain at all. The protection or the access
that it was written for does not exist.`,
  degrees: "Low; medium where it would drop.",
  fix: "Correct what it asks for, or remove it.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:TCP - [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -j TCP\n-A TCP -p udp -m udp --dport 5060 -j DROP\n-A TCP -p tcp -m tcp --dport 5061 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:TCP - [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -j TCP\n-A TCP -p tcp -m tcp --dport 5060 -j DROP\n-A TCP -p tcp -m tcp --dport 5061 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 561,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain, kind } of deadRulesOf(system)) {
        if (kind === "covered" || rule.at.start === rule.at.end || isEmptyList(rule)) continue;
        // Tools write rules for every interface alike, and call them with one.
        if (kind === "excluded" && rule.matches.some((match) => match.kind.endsWith("interface"))) continue;
        report(rule.at, {
          subject: subjectOf(system, chain), severity: denies(rule) ? "medium" : "low",
          message: kind === "never" ? `no packet is all that this asks for${neverOf(rule)}` : `nothing that comes into ${chain.name} is what this asks for`,
        });
      }
    }
  },
});

/** It looks into a list without members: that is told of the list, and may be meant to fill. */
function isEmptyList(rule: FilterRule): boolean {
  return [...matchesOf(rule, "source-set"), ...matchesOf(rule, "destination-set")].some(({ members, negated }) => !negated && isEmpty(members))
    || matchesOf(rule, "any").some(({ alternatives }) => alternatives.length === 0) || matchesOf(rule, "never").some(({ text }) => text.startsWith("set "));
}

function neverOf(rule: FilterRule): string {
  const [never] = matchesOf(rule, "never");
  return never === undefined ? "" : `: ${never.text}`;
}
