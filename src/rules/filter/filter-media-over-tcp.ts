import { placeOf, subjectOf, wayTo } from "./lines.js";
import { isBroad, openingsOf, portsText } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterMediaOverTcp = defineRule({
  id: "filter-media-over-tcp",
  title: "The media ports are open for TCP too",
  severity: "low",
  needs: ["filters"],
  why: `RTP travels over UDP. The same range opened for TCP serves no call and lets anybody reach what listens there over TCP.`,
  degrees: "Low.",
  fix: "Remove the rule for TCP.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 10000:20000 -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 10000:20000 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 10000:20000 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters }, report) {
    for (const system of filters) {
      const openings = openingsOf(system).filter(({ rule }) => rule !== null);
      const ranges = openings.filter(({ protocol }) => protocol === "udp").flatMap(({ ports }) => ports).filter(({ first, last }) => last - first >= 100);
      for (const opening of openings) {
        const same = opening.protocol === "tcp" ? opening.ports.find(({ first, last }) => ranges.some((range) => range.first === first && range.last === last)) : undefined;
        if (same === undefined || isBroad(opening)) continue;
        report(placeOf(opening), { subject: subjectOf(system, opening.chain), related: wayTo(opening), message: `the media ports ${portsText([same])} are open to anybody over tcp as well` });
      }
    }
  },
});
