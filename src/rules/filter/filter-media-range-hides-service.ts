import { listed } from "../phrase.js";
import { placeOf, subjectOf, wayTo } from "./lines.js";
import { isRange, services } from "./services.js";
import { isBroad, opens, openingsOf, portsText } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterMediaRangeHidesService = defineRule({
  id: "filter-media-range-hides-service",
  title: "The range for media opens a service too",
  severity: "high",
  needs: ["filters"],
  why: `The ports opened for media hold the port of something else. A rule that would guard it comes too late or is not there:
whoever may send media may talk to it.`,
  degrees: "High.",
  fix: "Narrow the range so that the port lies outside of it, or drop the port before the range is accepted.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 2000:9000 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 20000:20999 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters }, report) {
    for (const system of filters) {
      for (const opening of openingsOf(system)) {
        if (opening.protocol !== "udp" || isBroad(opening)) continue;
        const open = HIDDEN.filter(({ port }) => opens(opening, port));
        if (open.length === 0 || !isRange(opening, open)) continue;
        report(placeOf(opening), {
          subject: subjectOf(system, opening.chain), confidence: "medium", related: wayTo(opening),
          message: `udp ${portsText(opening.ports)} is open to anybody, and in it lies ${listed(open.map(({ name, port }) => `${name} (${port})`))}`,
        });
      }
    }
  },
});

/** Services over UDP that must not be open to strangers, and whose ports lie where media might. */
const HIDDEN = services("udp", { 2223: "the control port of rtpengine", 4569: "IAX2", 4520: "DUNDi", 5060: "SIP", 2427: "MGCP", 5353: "mDNS" });
