import { ANY_INTERFACE, exposureOf, isEmpty } from "../../exposure/index.js";
import { matchesOf, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterIcmpBlocked = defineRule({
  id: "filter-icmp-blocked",
  title: "Path MTU discovery is broken",
  severity: "low",
  needs: ["filters"],
  why: `All ICMP is dropped, also the message that a packet was too large for a link. TLS handshakes and large INVITEs of
callers behind tunnels hang without a word in any log.`,
  degrees: "Low.",
  fix: "Accept related packets, or ICMP type 3.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n-A INPUT -p icmp -j DROP\n-A INPUT -p tcp -m tcp --dport 5061 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 5061 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://www.rfc-editor.org/rfc/rfc2923"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      if (!system.families.includes(4)) continue;
      const told = (["related", "new"] as const).map((state) => exposureOf(system.ruleset, { family: 4, inInterface: ANY_INTERFACE, protocol: "icmp", sourcePort: null, destinationPort: null, icmpType: 3, destination: null, state }));
      const [related] = told;
      const denial = related?.denials.find(({ rule }) => matchesOf(rule, "protocol").some(({ protocols }) => protocols.includes("icmp")));
      if (denial === undefined || told.some(({ possible }) => !isEmpty(possible))) continue;
      report(denial.rule.at, { subject: subjectOf(system, denial.chain), message: "drops ICMP type 3 too: a sender never learns that his packets are too large" });
    }
  },
});
