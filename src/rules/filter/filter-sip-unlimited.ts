import { listed } from "../phrase.js";
import { matchesOf, placeOf, subjectOf, wayTo } from "./lines.js";
import { familyText, isBroad, opens, openingsOf, type Opening } from "../openings.js";
import { defineRule } from "../rule.js";

const SIP_PORTS: readonly number[] = [5060, 5061];

export const filterSipUnlimited = defineRule({
  id: "filter-sip-unlimited",
  title: "SIP is open to the world without a limit",
  severity: "medium",
  needs: ["filters"],
  why: `Anybody may send SIP as fast as he can. Password guessing and floods of REGISTER reach the engine at line rate; it
answers each with work of its own long before fail2ban has read a log.`,
  degrees: "Medium.",
  fix: "Limit each source before the rule that accepts, or accept SIP from known networks.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 20/sec --hashlimit-burst 40 --hashlimit-mode srcip --hashlimit-name sip -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html", "https://manpages.debian.org/bookworm/nftables/nft.8.en.html"],
  cwe: 770,
  check({ filters, listeners }, report) {
    // Where the engine's own files are there, rate-limit-missing tells it, of each listener and all that could hold the rate.
    if (listeners !== undefined) return;
    for (const system of filters) {
      for (const opening of openingsOf(system)) {
        if (opening.protocol !== "udp" || isBroad(opening)) continue;
        const open = SIP_PORTS.filter((port) => opens(opening, port));
        if (open.length === 0 || perSource(opening)) continue;
        report(placeOf(opening), { subject: subjectOf(system, opening.chain), related: wayTo(opening), message: `anybody may send SIP to udp port ${listed(open.map(String))}${familyText(opening, system)} as fast as he can: no limit counts each source` });
      }
    }
  },
});

function perSource({ limits }: Opening): boolean {
  return limits.some((rule) => matchesOf(rule, "limit").some(({ per }) => per === "source"));
}
