import { isInner, type Chain } from "../../exposure/index.js";
import type { FilterSystem } from "../../posture/index.js";
import { deadRulesOf, logs, matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterLogUnlimited = defineRule({
  id: "filter-log-unlimited",
  title: "Strangers decide how much is logged",
  severity: "medium",
  needs: ["filters"],
  why: `The rule logs each packet that gets there, and anybody can send packets. A flood becomes a flood of lines: the disk
fills, and the host spends its time on writing them.`,
  degrees: "Medium.",
  fix: "Put `-m limit --limit 5/min`, or `limit rate 5/minute`, before it.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -j LOG --log-prefix \"dropped \"\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -m limit --limit 5/min -j LOG --log-prefix \"dropped \"\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html", "https://manpages.debian.org/bookworm/nftables/nft.8.en.html"],
  cwe: 779,
  check({ filters }, report) {
    for (const system of filters) {
      const dead = new Set(deadRulesOf(system).map(({ rule }) => rule));
      const lists = callersLimited(system);
      for (const { rule, chain } of placed(system)) {
        if (!logs(rule) || dead.has(rule) || matchesOf(rule, "limit").length > 0 || lists.has(chain.key) || (chain.base !== null && chain.base.hook !== "input" && chain.base.hook !== "prerouting")) continue;
        // What only known sources, or flows that exist, can bring about is no flood of strangers.
        if (chain.base === null && chain.rules.length > 0 && !entered(chain, system)) continue;
        if ([...matchesOf(rule, "source"), ...matchesOf(rule, "source-set")].some(({ negated }) => !negated) || matchesOf(rule, "in-interface").some(({ names, negated }) => !negated && names.every(isInner)) || matchesOf(rule, "state").some(({ states, negated }) => !negated && !states.includes("new") && !states.includes("invalid"))) continue;
        report(rule.at, { subject: subjectOf(system, chain), message: "logs every packet that gets here, as fast as anybody sends" });
      }
    }
  },
});

/** Chains that are entered through a limit alone. */
function callersLimited({ ruleset }: FilterSystem): ReadonlySet<string> {
  const jumps = [...ruleset.chains.values()].flatMap(({ rules }) => rules).flatMap((rule) => (rule.verdict.kind === "jump" || rule.verdict.kind === "goto" ? [{ to: rule.verdict.chain, limited: matchesOf(rule, "limit").length > 0 }] : []));
  return new Set(jumps.filter(({ to }) => jumps.every((jump) => jump.to !== to || jump.limited)).map(({ to }) => to));
}

/** From the way in, by whichever chains. */
function entered({ key }: Chain, { ruleset }: FilterSystem): boolean {
  const seen = new Set<string>();
  const open = [...ruleset.chains.values()].filter(({ base }) => base?.hook === "input" || base?.hook === "prerouting").map((chain) => chain.key);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const { verdict } of ruleset.chains.get(next)?.rules ?? []) if (verdict.kind === "jump" || verdict.kind === "goto") open.push(verdict.chain);
  }
  return seen.has(key);
}
