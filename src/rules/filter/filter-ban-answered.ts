import { andMore, isBan, isBanName, matchesOf, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterBanAnswered = defineRule({
  id: "filter-ban-answered",
  title: "The banned get an answer",
  severity: "info",
  needs: ["filters"],
  why: `Bans reject instead of dropping. Each packet of the attacker costs an answer, which tells him that the host is there,
and which goes to somebody else where the source was forged.`,
  degrees: "Info.",
  fix: "Drop: fail2ban has `blocktype = DROP`.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:f2b-asterisk - [0:0]\n-A INPUT -p udp -j f2b-asterisk\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A f2b-asterisk -s 203.0.113.66/32 -j REJECT --reject-with icmp-port-unreachable\n-A f2b-asterisk -j RETURN\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:f2b-asterisk - [0:0]\n-A INPUT -p udp -j f2b-asterisk\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A f2b-asterisk -s 203.0.113.66/32 -j DROP\n-A f2b-asterisk -j RETURN\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://github.com/fail2ban/fail2ban/wiki"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      for (const chain of system.ruleset.chains.values()) {
        const [first, ...more] = chain.rules.filter((rule) => rule.verdict.kind === "reject" && (isBan(rule, system.ruleset) || (isBanName(chain.name) && matchesOf(rule, "source").length > 0)));
        if (first !== undefined) report(first.at, { subject: subjectOf(system, chain), message: `answers the banned instead of dropping what they send${andMore(more.length)}` });
      }
    }
  },
});
