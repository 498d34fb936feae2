import { denies, matchesOf, placed } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterBanSetSmall = defineRule({
  id: "filter-ban-set-small",
  title: "A list of bans has little room",
  severity: "low",
  needs: ["filters"],
  why: `Once the set is full, adding to it fails without a word: new attackers are not banned. A default set holds 65 536
entries, which a botnet, or one sender who spoofs addresses, fills in minutes.`,
  degrees: "Low.",
  fix: "Raise maxelem, give the entries a timeout, and use forceadd.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -m set --match-set banned src -j DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -p udp -j SET --add-set banned src\nCOMMIT\n", "ipset.conf": "create banned hash:ip family inet timeout 86400 maxelem 1024\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -m set --match-set banned src -j DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -p udp -j SET --add-set banned src\nCOMMIT\n", "ipset.conf": "create banned hash:ip family inet timeout 3600 maxelem 262144 forceadd\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/ipset/ipset.8.en.html", "https://manpages.debian.org/bookworm/nftables/nft.8.en.html"],
  cwe: 770,
  check({ filters }, report) {
    for (const system of filters) {
      const rules = placed(system);
      const added = new Set(rules.flatMap(({ rule }) => rule.adds ?? []));
      const banning = new Set(rules.filter(({ rule }) => denies(rule)).flatMap(({ rule }) => matchesOf(rule, "source-set").filter(({ negated }) => !negated).map(({ name }) => name)));
      for (const { name, most, yields, members, at } of system.sets ?? []) {
        if (!banning.has(name) || yields) continue;
        const room = most ?? (system.tool === "iptables" ? 65_536 : null);
        if (room === null || (members < room * 0.9 && (!added.has(name) || room >= 16_384))) continue;
        report(at, { subject: `${system.path} ${name}`, note: "the set", message: members >= room * 0.9 ? `${name} is nearly full: ${members} of ${room}` : `${name} has room for ${room} entries; then nobody is banned any more` });
      }
    }
  },
});
