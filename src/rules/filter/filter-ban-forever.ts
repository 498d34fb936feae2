import { denies, matchesOf, placed } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterBanForever = defineRule({
  id: "filter-ban-forever",
  title: "Bans never end",
  severity: "low",
  needs: ["filters"],
  why: `Rules look the banned up in a list whose entries stay until somebody removes them. It fills with addresses that long
belong to others, among them customers, and when it is full nobody is banned any more.`,
  degrees: "Low.",
  fix: "Give the set a timeout, and let what adds to it renew it.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -m set --match-set banned src -j DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -p udp -j SET --add-set banned src\nCOMMIT\n", "ipset.conf": "create banned hash:ip family inet\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -m set --match-set banned src -j DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -p udp -j SET --add-set banned src\nCOMMIT\n", "ipset.conf": "create banned hash:ip family inet timeout 3600\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/ipset/ipset.8.en.html", "https://manpages.debian.org/bookworm/nftables/nft.8.en.html"],
  cwe: 770,
  check({ filters }, report) {
    for (const system of filters) {
      const rules = placed(system);
      const added = new Set(rules.flatMap(({ rule }) => rule.adds ?? []));
      const banning = new Set(rules.filter(({ rule }) => denies(rule)).flatMap(({ rule }) => matchesOf(rule, "source-set").filter(({ negated }) => !negated).map(({ name }) => name)));
      for (const { name, timeout, at } of system.sets ?? []) {
        if (!timeout && added.has(name) && banning.has(name)) report(at, { subject: `${system.path} ${name}`, note: "the set", message: `rules put addresses on ${name} and drop them, and nothing takes them off again` });
      }
    }
  },
});
