import type { BaseChain, Chain } from "../../exposure/index.js";
import { defineRule } from "../rule.js";

export const filterInputUnfiltered = defineRule({
  id: "filter-input-unfiltered",
  title: "Nothing filters what comes in",
  severity: "high",
  needs: ["filters"],
  why: `The packet filter has no rule for packets to this host and lets in what no rule speaks of. Whatever listens here answers
the whole Internet: SIP, media, the manager, databases, and what somebody starts next year.`,
  degrees: "High.",
  fix: "Drop by default, and let in by name what has to come in.",
  before: { "rules.v4": "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters }, report) {
    for (const { path, ruleset } of filters) {
      const inputs = [...ruleset.chains.values()].filter(isInput);
      for (const { name, base, rules } of inputs) {
        if (base.policy !== "accept" || inputs.some((other) => other.base.policy === "drop") || rules.length > 0) continue;
        report(base.policyAt, { subject: `${path} ${name}`, message: `${name} has no rule and accepts everything`, note: "policy accept" });
      }
    }
  },
});

function isInput(chain: Chain): chain is Chain & { readonly base: BaseChain } {
  return chain.base !== null && chain.base.hook === "input" && chain.base.type === "filter";
}
