import { denies, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterWhollyForwarding = defineRule({
  id: "filter-wholly-forwarding",
  title: "Packets are forwarded from anywhere to anywhere",
  severity: "medium",
  needs: ["filters"],
  why: `The host routes for containers, tunnels or a network behind it, and FORWARD accepts what no rule decides. Who can send
it packets (a neighbour in the data centre, a tunnel's client) reaches the phones and hosts behind it.`,
  degrees: "Medium: the sender must be able to route packets over this host.",
  fix: "Set the policy of FORWARD to DROP and accept what is to pass.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -s 10.8.0.0/24 -o eth0 -j MASQUERADE\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\n-A FORWARD -i wg0 -o eth0 -j ACCEPT\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -s 10.8.0.0/24 -o eth0 -j MASQUERADE\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 923,
  check({ filters }, report) {
    for (const system of filters) {
      const chains = [...system.ruleset.chains.values()];
      const routes = chains.some(({ base, rules }) => base?.type === "nat" && rules.some(({ actions }) => actions?.some(({ kind }) => kind === "source-nat")));
      const forwarding = chains.filter(({ base }) => base?.hook === "forward" && base.type === "filter");
      if (!routes || forwarding.some(({ base, rules }) => base?.policy === "drop" || rules.some((rule) => denies(rule) && rule.matches.length === 0))) continue;
      const [chain] = forwarding.filter(({ at }) => at.start !== at.end).toSorted((a, b) => b.rules.length - a.rules.length);
      if (chain?.base === null || chain === undefined) continue;
      report(chain.base.policyAt, { subject: subjectOf(system, chain), confidence: "medium", note: "the policy", message: `${chain.name} accepts what no rule decides, and this host routes for others` });
    }
  },
});
