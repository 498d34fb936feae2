import { placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterSourceNatEverything = defineRule({
  id: "filter-source-nat-everything",
  title: "All callers seem to come from one address",
  severity: "high",
  needs: ["filters"],
  why: `The source of forwarded packets is rewritten whatever interface they leave by. The PBX behind sees one address for
all: access lists let in everybody or nobody, and one attacker gets the whole world banned.`,
  degrees: "High where packets are sent on to a host behind; low else.",
  fix: "Name the interface to the Internet: `-o eth0`.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A FORWARD -d 10.20.0.10/32 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A PREROUTING -i eth0 -p udp -m udp --dport 5060 -j DNAT --to-destination 10.20.0.10:5060\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A FORWARD -d 10.20.0.10/32 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A PREROUTING -i eth0 -p udp -m udp --dport 5060 -j DNAT --to-destination 10.20.0.10:5060\n-A POSTROUTING -o eth0 -j MASQUERADE\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: 348,
  check({ filters }, report) {
    for (const system of filters) {
      const rules = placed(system);
      const redirects = rules.some(({ rule }) => rule.verdict.kind === "redirect" && rule.verdict.address !== null);
      for (const { rule, chain } of rules) {
        if (rule.actions?.some(({ kind }) => kind === "source-nat") !== true || rule.matches.some(({ kind }) => kind !== "protocol" && kind !== "family")) continue;
        report(rule.at, { subject: subjectOf(system, chain), severity: redirects ? "high" : "low", message: redirects ? "rewrites the source of packets sent on to hosts behind: to them all callers are one" : "rewrites the source of whatever is forwarded, also towards hosts behind" });
      }
    }
  },
});
