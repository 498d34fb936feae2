import type { Chain, Counter, FilterRule } from "../../exposure/index.js";
import { indexOf, matchesOf, placed, subjectOf } from "./lines.js";
import { openingsOf } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterLimitSharedByAll = defineRule({
  id: "filter-limit-shared-by-all",
  title: "One attacker uses up the limit of everybody",
  severity: "medium",
  needs: ["filters"],
  why: `The limit counts all senders as one. A single scanner fills it, and from then on phones and trunks are dropped with
the flood: the limit is a switch by which anybody shuts the service off.`,
  degrees: "Medium, where anybody may send.",
  fix: "Count each source for itself: `--hashlimit-mode srcip`, or a set with `ip saddr` as its key.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m limit --limit 50/sec -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j DROP\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 20/sec --hashlimit-burst 40 --hashlimit-mode srcip --hashlimit-name sip -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html", "https://manpages.debian.org/bookworm/nftables/nft.8.en.html"],
  cwe: 770,
  check({ filters }, report) {
    for (const system of filters) {
      const limiting = new Set(openingsOf(system).slice(0, 100).flatMap(({ limits }) => limits));
      for (const { rule, chain } of placed(system)) {
        const [limit] = matchesOf(rule, "limit");
        if (!limiting.has(rule) || limit === undefined || limit.per === "source" || /^(?:ct count|quota)/.test(limit.text)) continue;
        if (matchesOf(rule, "icmp-type").length > 0 || matchesOf(rule, "destination-port").length === 0) continue;
        // A ceiling on all after a limit on each is sound.
        if (before(chain, rule).some((other) => matchesOf(other, "limit").some(({ per }) => per === "source"))) continue;
        report(rule.at, { subject: subjectOf(system, chain), message: `counts all senders as one (${limit.text}${keyText(limit.counter)}): one of them uses up the rate of everybody` });
      }
    }
  },
});

function before(chain: Chain, rule: FilterRule): readonly FilterRule[] {
  return chain.rules.slice(Math.max(0, indexOf(chain, rule) - 20), indexOf(chain, rule));
}

function keyText(counter: Counter | undefined): string {
  return counter === undefined ? "" : counter.by.length === 0 ? ", without a mode" : `, by ${counter.by.join(" and ")}`;
}
