import { matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterMediaLimited = defineRule({
  id: "filter-media-limited",
  title: "A limit on packets hits the media",
  severity: "low",
  needs: ["filters"],
  why: `A call sends 50 packets a second each way, and an office behind one address has many. A limit on the media ports below
that makes speech break up for exactly those who call most.`,
  degrees: "Low.",
  fix: "Leave media out of limits on packets; bound calls in the engine.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 10000:20000 -m hashlimit --hashlimit-above 60/sec --hashlimit-mode srcip --hashlimit-name rtp -j DROP\n-A INPUT -p udp -m udp --dport 10000:20000 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 10000:20000 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        const wide = matchesOf(rule, "destination-port").some(({ ports, protocols, negated }) => !negated && protocols.includes("udp") && ports.some(({ first, last }) => last - first >= 200));
        const [limit] = matchesOf(rule, "limit").filter(({ counter, text }) => counter?.kind === "hashlimit" || /^limit /.test(text));
        const rate = limit === undefined ? null : perSecond(limit.text);
        // Over UDP a new flow is one packet: what counts those alone leaves calls alone.
        if (!wide || rate === null || rate >= 200 || rule.verdict.kind === "continue" || matchesOf(rule, "state").length > 0) continue;
        report(rule.at, { subject: subjectOf(system, chain), message: `${limit?.text ?? ""} on the media ports: one call sends 50 packets a second` });
      }
    }
  },
});

/** `60/sec`, `100/minute`, of a rate in packets; null for bytes and what cannot be read. */
function perSecond(text: string): number | null {
  const parts = /(?<![\d.])(\d+)\/(s|m|h|d)/.exec(text);
  return parts === null ? null : Number(parts[1]) / { s: 1, m: 60, h: 3600, d: 86_400 }[parts[2] as "s" | "m" | "h" | "d"];
}
