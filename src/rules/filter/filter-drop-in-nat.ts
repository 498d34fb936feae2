import { denies, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterDropInNat = defineRule({
  id: "filter-drop-in-nat",
  title: "Packets are dropped in the nat table",
  severity: "low",
  needs: ["filters"],
  why: `The nat table sees the first packet of a connection and no other. Whoever is banned there goes on with the flows that
he has, and SIP over UDP is one flow for as long as he sends.`,
  degrees: "Low.",
  fix: "Drop in the filter table, or in raw PREROUTING.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n-A PREROUTING -s 203.0.113.66/32 -j DROP\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -s 203.0.113.66/32 -j DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        if (chain.base?.type !== "nat" || !denies(rule)) continue;
        report(rule.at, { subject: subjectOf(system, chain), message: "drops in nat, which sees only the first packet of a flow: flows that exist go on" });
      }
    }
  },
});
