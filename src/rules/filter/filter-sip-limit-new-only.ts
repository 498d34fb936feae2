import { acceptedBefore, matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterSipLimitNewOnly = defineRule({
  id: "filter-sip-limit-new-only",
  title: "The limit on SIP sees new flows alone",
  severity: "medium",
  needs: ["filters"],
  why: `Over UDP a scanner keeps one source port, so all he sends is one flow. After its first packet it counts as
established, is accepted above, and the limit never sees it again: the flood within a flow has no bound.`,
  degrees: "Medium.",
  fix: "Count SIP over UDP before established flows are accepted, and without asking for new ones.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m conntrack --ctstate NEW -m hashlimit --hashlimit-above 20/sec --hashlimit-burst 40 --hashlimit-mode srcip --hashlimit-name sip -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 20/sec --hashlimit-burst 40 --hashlimit-mode srcip --hashlimit-name sip -j DROP\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html", "https://manpages.debian.org/bookworm/nftables/nft.8.en.html", "https://www.kernel.org/doc/html/latest/networking/nf_conntrack-sysctl.html"],
  cwe: 770,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        const limited = matchesOf(rule, "limit").some(({ per }) => per === "source") && rule.verdict.kind !== "continue";
        const sip = matchesOf(rule, "destination-port").some(({ protocols, ports, negated }) => !negated && protocols.includes("udp") && ports.some(({ first, last }) => first <= 5060 && last >= 5060));
        if (!limited || !sip) continue;
        const onlyNew = matchesOf(rule, "state").some(({ states, negated }) => !negated && !states.includes("established"));
        const established = acceptedBefore(chain, rule);
        if (!onlyNew && established === undefined) continue;
        report(rule.at, {
          subject: subjectOf(system, chain), related: established === undefined ? [] : [{ span: established.at, note: "accepts established flows before" }],
          message: onlyNew ? "limits new flows alone: over UDP all that a scanner sends from one port is one flow" : "comes after established flows are accepted: over UDP all that a scanner sends from one port is one flow",
        });
      }
    }
  },
});
