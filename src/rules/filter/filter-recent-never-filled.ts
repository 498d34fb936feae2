import { matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterRecentNeverFilled = defineRule({
  id: "filter-recent-never-filled",
  title: "A list that nothing fills",
  severity: "medium",
  needs: ["filters"],
  why: `The rule looks for the sender on a list, and no rule puts anybody there. What it should turn away is let in.`,
  degrees: "Medium.",
  fix: "Add a rule with `--set` for the same list before it.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m recent --update --seconds 60 --hitcount 20 --name sip --mask 255.255.255.255 --rsource -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m recent --set --name sip --mask 255.255.255.255 --rsource\n-A INPUT -p udp -m udp --dport 5060 -m recent --update --seconds 60 --hitcount 20 --name sip --mask 255.255.255.255 --rsource -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables and ip6tables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      const rules = placed(system);
      const filled = new Set(rules.flatMap(({ rule }) => rule.adds ?? []));
      for (const { rule, chain } of rules) {
        const lists = [...matchesOf(rule, "limit").flatMap(({ counter }) => (counter?.kind === "recent" ? [counter.name] : [])), ...matchesOf(rule, "source-set").flatMap(({ name }) => (name.startsWith("recent:") ? [name.slice("recent:".length)] : []))];
        const [empty] = lists.filter((name) => !filled.has(`recent:${name}`));
        if (empty !== undefined) report(rule.at, { subject: subjectOf(system, chain), message: `looks at the list ${empty}, which no rule fills` });
      }
    }
  },
});
