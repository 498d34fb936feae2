import { matchesOf, placed } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterLimitTableUnbounded = defineRule({
  id: "filter-limit-table-unbounded",
  title: "A list that strangers fill has no bounds",
  severity: "low",
  needs: ["filters"],
  why: `Rules put each sender into this set, and it has no size or no timeout. Whoever spoofs addresses makes it grow: the
kernel's memory goes, or at its default size new senders fall out of the limit.`,
  degrees: "Low.",
  fix: "Give the set a size and a timeout of about a minute.",
  before: { "ruleset.nft": "table inet filter {\n\tset meter { type ipv4_addr; flags dynamic; }\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tudp dport 5060 add @meter { ip saddr limit rate over 20/second } drop\n\t\tudp dport 5060 accept\n\t}\n}\n" },
  after: { "ruleset.nft": "table inet filter {\n\tset meter { type ipv4_addr; size 65535; flags dynamic, timeout; timeout 1m; }\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tudp dport 5060 add @meter { ip saddr limit rate over 20/second } drop\n\t\tudp dport 5060 accept\n\t}\n}\n" },
  versions: "nftables.",
  references: ["https://manpages.debian.org/bookworm/nftables/nft.8.en.html"],
  cwe: 770,
  check({ filters }, report) {
    for (const system of filters) {
      const counting = new Set(placed(system).flatMap(({ rule }) => matchesOf(rule, "limit").flatMap(({ counter, text }) => (counter?.kind === "set" && !text.startsWith("ct count") ? [counter.name] : []))));
      for (const { name, timeout, most, at } of system.sets ?? []) {
        if (!counting.has(name) || timeout) continue;
        report(at, { subject: `${system.path} ${name}`, note: "the set", message: `every sender gets onto ${name}, and nothing takes him off again${most === null ? "" : `: after ${most} the rest is not limited`}` });
      }
    }
  },
});
