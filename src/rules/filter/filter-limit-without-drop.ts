import { withoutLimits } from "./beyond.js";
import { indexOf, matchesOf, placed, subjectOf } from "./lines.js";
import type { Chain, FilterRule } from "../../exposure/index.js";
import type { FilterSystem } from "../../posture/index.js";
import type { Span } from "../../source/index.js";
import { defineRule } from "../rule.js";

export const filterLimitWithoutDrop = defineRule({
  id: "filter-limit-without-drop",
  title: "What exceeds the limit is let in all the same",
  severity: "high",
  needs: ["filters"],
  why: `The rule accepts what is below the rate and passes on the rest, and what comes after accepts that too. The limit
limits nobody: a flood or a password guesser is let in by the next line.`,
  degrees: "High.",
  fix: "Drop the same traffic right after the rule that accepts up to the rate.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-upto 20/sec --hashlimit-mode srcip --hashlimit-name sip -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-upto 20/sec --hashlimit-mode srcip --hashlimit-name sip -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j DROP\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5061 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html", "https://manpages.debian.org/bookworm/nftables/nft.8.en.html"],
  cwe: 770,
  check({ filters }, report) {
    for (const system of filters) {
      // Each is compared with many others; a filter has a handful.
      const limiting = placed(system).filter(({ rule }) => rule.verdict.kind === "accept" && matchesOf(rule, "limit").some(({ above }) => !above));
      for (const { rule, chain } of limiting.slice(0, 64)) {
        const beyond = acceptedBeyond(rule, chain, system);
        if (beyond !== null) report(rule.at, { subject: subjectOf(system, chain), related: [{ span: beyond.at, note: "accepts what exceeded the rate" }], message: "accepts up to a rate, and what exceeds it is accepted below" });
      }
    }
  },
});

/** The line that accepts all that the rule would accept if its rate were used up: a later rule, or the policy. */
function acceptedBeyond(rule: FilterRule, chain: Chain, { families }: FilterSystem): { readonly at: Span } | null {
  const after = chain.rules.slice(indexOf(chain, rule) + 1);
  const decider = withoutLimits(rule, after, families);
  if (decider === "none") return chain.base?.policy === "accept" && chain.base.type === "filter" ? { at: chain.base.policyAt } : null;
  return decider?.verdict.kind === "accept" ? decider : null;
}
