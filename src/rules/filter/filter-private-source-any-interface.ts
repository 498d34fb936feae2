import { addressSet, difference, isEmpty, parseRange, rangeToCidrs, sizeOf, type AddressSet } from "../../exposure/index.js";
import { matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterPrivateSourceAnyInterface = defineRule({
  id: "filter-private-source-any-interface",
  title: "Private sources are trusted at every interface",
  severity: "low",
  needs: ["filters"],
  why: `The rule accepts private addresses on whatever interface they arrive. The source of a UDP packet can be forged, and
from the network of the provider, or a neighbour in it, such a packet may well arrive.`,
  degrees: "Low; medium where every port is open to them. Kernels drop some such packets (rp_filter), which the filter does not show.",
  fix: "Name the interface: `-i eth1 -s 10.0.0.0/8`.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.0.0.0/8 -j ACCEPT\n-A INPUT -i eth0 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.0.0.0/8 -i eth1 -j ACCEPT\n-A INPUT -i eth0 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 290,
  check({ filters }, report) {
    for (const system of filters) {
      // With one interface there is nothing to name.
      const interfaces = new Set(placed(system).flatMap(({ rule }) => matchesOf(rule, "in-interface").flatMap(({ names }) => names)).filter((name) => name !== "lo"));
      if (interfaces.size === 0 || placed(system).some(({ rule }) => matchesOf(rule, "spoofed").length > 0)) continue;
      for (const { rule, chain } of placed(system)) {
        if (rule.verdict.kind !== "accept" || chain.base?.hook !== "input" || matchesOf(rule, "in-interface").length > 0 || matchesOf(rule, "state").some(({ states }) => !states.includes("new"))) continue;
        const [source] = matchesOf(rule, "source").filter(({ negated, addresses }) => !negated && addresses.family === 4 && isPrivate(addresses) && sizeOf(addresses) >= 65_536n);
        if (source === undefined) continue;
        const all = matchesOf(rule, "destination-port").length === 0 && matchesOf(rule, "icmp-type").length === 0;
        report(rule.at, { subject: subjectOf(system, chain), severity: all ? "medium" : "low", confidence: "medium", message: `trusts ${cidrs(source.addresses)} at every interface, the one to the Internet too` });
      }
    }
  },
});

const PRIVATE = addressSet(4, ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].flatMap((text) => parseRange(text)?.range ?? []));

function isPrivate(addresses: AddressSet): boolean {
  return isEmpty(difference(addresses, PRIVATE));
}

function cidrs({ family, ranges }: AddressSet): string {
  return ranges.slice(0, 3).flatMap((range) => rangeToCidrs(family, range)).join(", ");
}
