import { placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterSipHelper = defineRule({
  id: "filter-sip-helper",
  title: "The kernel opens ports that SIP messages name",
  severity: "high",
  needs: ["filters"],
  why: `The SIP helper of connection tracking reads SDP, rewrites addresses and lets packets in to the ports it names. A
message of an attacker opens ports of his choice, and calls break where it reads what it does not understand.`,
  degrees: "High.",
  fix: "Remove the rule; Asterisk and Kamailio with rtpengine handle NAT themselves.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -p udp -m udp --dport 5060 -j CT --helper sip\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html", "https://home.regit.org/netfilter-en/secure-use-of-helpers/"],
  cwe: 441,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        if (rule.actions?.some((action) => action.kind === "helper" && /sip/i.test(action.name)) === true) report(rule.at, { subject: subjectOf(system, chain), message: "hands SIP to the helper of connection tracking, which opens the ports that messages name" });
      }
    }
  },
});
