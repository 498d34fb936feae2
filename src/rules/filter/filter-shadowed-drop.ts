import type { FilterRule } from "../../exposure/index.js";
import type { FilterSystem } from "../../posture/index.js";
import { andMore, byCause, deadRulesOf, denies, isBan, subjectOf, textOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterShadowedDrop = defineRule({
  id: "filter-shadowed-drop",
  title: "A drop comes too late",
  severity: "high",
  needs: ["filters"],
  why: `An earlier rule accepts every packet that this one would turn away, so it never turns away any. Whoever wrote it
believes an attacker banned, a port closed or a rate limited, and it is not.`,
  degrees: "High; medium where it bans or drops nothing that is open to strangers.",
  fix: "Move the rule before the one that accepts.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -s 203.0.113.66/32 -p udp -m udp --dport 5060 -j DROP\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 203.0.113.66/32 -p udp -m udp --dport 5060 -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      const late = deadRulesOf(system).filter((death) => death.kind === "covered" && (denies(death.rule) || entersBans(death.rule, system)) && death.by?.verdict.kind === "accept");
      for (const [death, ...more] of byCause(late)) {
        if (death.kind !== "covered" || death.by === null) continue;
        report(death.rule.at, {
          subject: subjectOf(system, death.chain), related: [{ span: death.by.at, note: "accepts all of it before" }, ...more.slice(0, 4).map(({ rule }) => ({ span: rule.at, note: "the same" }))],
          message: `turns away nobody${andMore(more.length)}: \`${textOf(death.by)}\` accepts all that it could match`,
        });
      }
    }
  },
});

function entersBans(rule: FilterRule, { ruleset }: FilterSystem): boolean {
  return rule.verdict.kind === "jump" && isBan(rule, ruleset);
}
