import { andMore, denies, matchesOf, placed, subjectOf } from "./lines.js";
import { opens, openingsOf } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterStringMatch = defineRule({
  id: "filter-string-match",
  title: "Scanners are known by their names",
  severity: "info",
  needs: ["filters"],
  why: `The rule drops packets that hold the name of a tool. Another name, another letter case, TCP, TLS or a fragment gets
past it, so it stops the least of them. As the only guard of SIP it is none.`,
  degrees: "Info; low where it is all that guards SIP open to the world.",
  fix: "Limit each source and ban by what fails in the engine; keep the names as a bonus.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m string --string \"friendly-scanner\" --algo bm --to 65535 -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 20/sec --hashlimit-mode srcip --hashlimit-name sip -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      const named = placed(system).filter(({ rule }) => denies(rule) && matchesOf(rule, "content").some(({ text }) => /^--(?:hex-)?string/.test(text)));
      const [first, ...more] = named;
      if (first === undefined) continue;
      const alone = openingsOf(system).some((opening) => opening.protocol === "udp" && opens(opening, 5060) && opening.limits.length === 0);
      report(first.rule.at, { subject: subjectOf(system, first.chain), severity: alone ? "low" : "info", message: `knows scanners by their words${andMore(more.length)}${alone ? ", and nothing else guards SIP from strangers" : ""}` });
    }
  },
});
