import { defineRule } from "../rule.js";

export const filterOpaqueMatches = defineRule({
  id: "filter-opaque-matches",
  title: "nft cannot show what some rules ask for",
  severity: "info",
  needs: ["filters"],
  why: `These tables were written by iptables, and nft prints their matches without what they look for. Nobody can tell from
this dump what the rules let in, so nothing is proved about them.`,
  degrees: "Info.",
  fix: "Give the output of iptables-save and ip6tables-save as well.",
  before: { "ruleset.nft": "table ip filter {\n\tchain INPUT {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tudp dport 5060 xt match \"string\" counter packets 0 bytes 0 drop\n\t}\n}\n" },
  after: { "ruleset.nft": "table ip filter {\n\tchain INPUT {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tip saddr 198.51.100.0/24 udp dport 5060 accept\n\t}\n}\n" },
  versions: "nftables.",
  references: ["https://manpages.debian.org/bookworm/nftables/nft.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const { path, tool, hints } of filters) {
      if (filters.some((other) => other.tool === "iptables" && tool === "nftables")) continue;
      for (const { kind, at } of hints) if (kind === "opaque") report(at, { subject: path, message: "what rules like this one ask for is not in the dump" });
    }
  },
});
