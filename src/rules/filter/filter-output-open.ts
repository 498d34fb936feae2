import { denies, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterOutputOpen = defineRule({
  id: "filter-output-open",
  title: "Nothing filters what goes out",
  severity: "info",
  needs: ["filters"],
  why: `Whatever runs on this host may call any address. An attacker inside places calls over any carrier, sends mail and
fetches tools. Most hosts are like that; on an edge, few destinations are needed.`,
  degrees: "Info.",
  fix: "Accept carriers, DNS, time and package servers, and drop the rest.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\n-A OUTPUT -o lo -j ACCEPT\n-A OUTPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A OUTPUT -d 198.51.100.0/24 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      const output = [...system.ruleset.chains.values()].filter(({ base }) => base?.hook === "output" && base.type === "filter" && base.priority === 0);
      const [chain] = output;
      if (chain?.base === undefined || chain.base === null || output.some(({ base, rules }) => base?.policy === "drop" || rules.some(denies))) continue;
      report(chain.base.policyAt, { subject: subjectOf(system, chain), note: "the policy", message: `${chain.name} lets out everything` });
    }
  },
});
