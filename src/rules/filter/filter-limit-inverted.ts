import { denies, matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterLimitInverted = defineRule({
  id: "filter-limit-inverted",
  title: "A limit works backwards",
  severity: "high",
  needs: ["filters"],
  why: `The rule drops what is below the rate, or accepts what is above it. Ordinary callers are turned away and the flood
passes.`,
  degrees: "High.",
  fix: "Drop what is above the rate, or accept what is below it and drop the rest.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m limit --limit 10/sec -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 10/sec --hashlimit-mode srcip --hashlimit-name sip -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html", "https://manpages.debian.org/bookworm/nftables/nft.8.en.html"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        // The counts of `recent` mark attackers, and those of connections are floors as well as ceilings.
        const [limit, second] = matchesOf(rule, "limit").filter(({ text, counter }) => counter?.kind !== "recent" && !/^(?:connlimit|ct count|quota)/.test(text));
        if (limit === undefined || second !== undefined || limit.negated) continue;
        const backwards = denies(rule) ? !limit.above : rule.verdict.kind === "accept" && limit.above;
        if (backwards) report(rule.at, { subject: subjectOf(system, chain), message: denies(rule) ? `drops what is below the rate (${limit.text}) and passes on what is above` : `accepts what is above the rate (${limit.text})` });
      }
    }
  },
});
