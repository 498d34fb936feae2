import { isKnown } from "../../posture/index.js";
import { listed } from "../phrase.js";
import { matchesOf, placeOf, subjectOf, wayTo } from "./lines.js";
import { familyText, isBroad, opens, openingsOf } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterSipConnectionsUnlimited = defineRule({
  id: "filter-sip-connections-unlimited",
  title: "Connections to SIP over TCP are not counted",
  severity: "low",
  needs: ["filters"],
  why: `Anybody may open as many TCP or TLS connections to SIP as he likes and leave them idle. The engine has a bound on
sockets and threads; when it is reached nobody registers any more.`,
  degrees: "Low.",
  fix: "Bound the connections of each source (`connlimit`, `ct count`) or the rate of new ones.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 5061 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 5061 --tcp-flags FIN,SYN,RST,ACK SYN -m connlimit --connlimit-above 32 --connlimit-mask 32 -j DROP\n-A INPUT -p tcp -m tcp --dport 5061 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html", "https://manpages.debian.org/bookworm/nftables/nft.8.en.html"],
  cwe: 770,
  check({ filters, listeners }, report) {
    const ports = new Set([5060, 5061, ...(listeners ?? []).flatMap(({ port, protocol }) => (isKnown(port) && isKnown(protocol) && protocol.value !== "udp" ? [port.value] : []))]);
    for (const system of filters) {
      for (const opening of openingsOf(system)) {
        if (opening.protocol !== "tcp" || isBroad(opening)) continue;
        const open = [...ports].filter((port) => opens(opening, port));
        if (open.length === 0 || opening.limits.some((rule) => matchesOf(rule, "limit").some(({ per }) => per === "source"))) continue;
        report(placeOf(opening), { subject: subjectOf(system, opening.chain), related: wayTo(opening), message: `anybody may open any number of connections to tcp port ${listed(open.map(String))}${familyText(opening, system)}` });
      }
    }
  },
});
