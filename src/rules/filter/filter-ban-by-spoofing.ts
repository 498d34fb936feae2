import type { Chain, FilterRule } from "../../exposure/index.js";
import type { FilterSystem } from "../../posture/index.js";
import { indexOf, denies, matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterBanBySpoofing = defineRule({
  id: "filter-ban-by-spoofing",
  title: "Anybody can have your trunk banned",
  severity: "medium",
  needs: ["filters"],
  why: `Who exceeds a rate over UDP is put on a list and dropped. The source of a UDP packet can be forged: an attacker sends
a burst in the name of the carrier, and the carrier is banned.`,
  degrees: "Medium.",
  fix: "Accept the trunk and your own networks before this rule, or only drop what exceeds the rate.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -m set --match-set banned src -j DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 20/sec --hashlimit-burst 40 --hashlimit-mode srcip --hashlimit-name sip -j SET --add-set banned src\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -m set --match-set banned src -j DROP\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 20/sec --hashlimit-burst 40 --hashlimit-mode srcip --hashlimit-name sip -j SET --add-set banned src\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: 940,
  check({ filters }, report) {
    for (const system of filters) {
      const banning = new Set(placed(system).filter(({ rule }) => denies(rule)).flatMap(({ rule }) => matchesOf(rule, "source-set").filter(({ negated }) => !negated).map(({ name }) => name)));
      for (const { rule, chain } of placed(system)) {
        const list = rule.adds?.find((name) => banning.has(name));
        const udp = matchesOf(rule, "destination-port").some(({ protocols }) => protocols.includes("udp")) || matchesOf(rule, "protocol").some(({ protocols }) => protocols.includes("udp"));
        if (list === undefined || !udp || matchesOf(rule, "source").length > 0 || exempts(chain, rule, system)) continue;
        report(rule.at, { subject: subjectOf(system, chain), message: `puts the source of UDP packets on ${list.replace("recent:", "")}, and nobody is let in before: a forged sender is banned as well` });
      }
    }
  },
});

/** Some sources are accepted before, here or where the chain is called; or the rule leaves some out. */
function exempts(chain: Chain, rule: FilterRule, { ruleset }: FilterSystem): boolean {
  if (matchesOf(rule, "source-set").some(({ negated }) => negated)) return true;
  const spared = (rules: readonly FilterRule[]): boolean => rules.some((one) => (one.verdict.kind === "accept" || one.verdict.kind === "return") && [...matchesOf(one, "source"), ...matchesOf(one, "source-set")].some(({ negated }) => !negated));
  if (spared(chain.rules.slice(0, indexOf(chain, rule)))) return true;
  const callers = [...ruleset.chains.values()].flatMap(({ rules }) => rules.flatMap((one, index) => (one.verdict.kind === "jump" && one.verdict.chain === chain.key ? [rules.slice(0, index)] : [])));
  return callers.some(spared);
}
