import { matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterUntrackedAccepted = defineRule({
  id: "filter-untracked-accepted",
  title: "Whatever is untracked is let in",
  severity: "high",
  needs: ["filters"],
  why: `The rule accepts every untracked packet, from anybody to any port. Somebody only has to send what a notrack rule
matches, and in IPv6 some ICMPv6 is untracked by itself.`,
  degrees: "High.",
  fix: "Name the ports that are meant beside the state.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED,UNTRACKED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -p udp -j CT --notrack\n-A OUTPUT -p udp -j CT --notrack\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 10000:20000 -j ACCEPT\nCOMMIT\n*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -p udp -m udp --dport 10000:20000 -j CT --notrack\n-A OUTPUT -p udp -m udp --sport 10000:20000 -j CT --notrack\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      const rules = placed(system);
      const untracking = rules.filter(({ rule, chain }) => rule.verdict.kind === "notrack" && chain.base?.hook !== "output");
      for (const { rule, chain } of rules) {
        if (rule.verdict.kind !== "accept" || !matchesOf(rule, "state").some(({ states, negated }) => !negated && states.includes("untracked")) || rule.matches.some(({ kind }) => kind !== "state")) continue;
        const [first] = untracking;
        if (first !== undefined) report(rule.at, { subject: subjectOf(system, chain), related: [{ span: first.rule.at, note: "makes packets untracked" }], message: "accepts every untracked packet, whatever it is and wherever it comes from" });
      }
    }
  },
});
