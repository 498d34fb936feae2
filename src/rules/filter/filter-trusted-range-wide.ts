import { addressSet, isEmpty, intersection, isWorld, parseRange, rangeToCidrs, sizeOf, type AddressSet, type Range } from "../../exposure/index.js";
import { matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterTrustedRangeWide = defineRule({
  id: "filter-trusted-range-wide",
  title: "A huge network is trusted",
  severity: "medium",
  needs: ["filters"],
  why: `The rule lets in a range of public addresses far larger than any carrier or office has. Everybody who rents a machine
in it is trusted like your own people, and scanners rent machines.`,
  degrees: "Medium.",
  fix: "Name the addresses that the carrier publishes.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 203.0.0.0/12 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 284,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        if (rule.verdict.kind !== "accept" || (chain.base !== null && chain.base.hook !== "input") || rule.matches.some(({ kind }) => kind === "source-set")) continue;
        const [wide] = matchesOf(rule, "source").filter(({ negated, addresses }) => !negated && !isWorld(addresses) && addresses.ranges.some((range) => isWide(addresses, range)));
        const closed = matchesOf(rule, "state").some(({ states, negated }) => !negated && !states.includes("new"));
        // Which half of the world may call is a choice; a page that all may see is none.
        if (wide === undefined || closed || matchesOf(rule, "icmp-type").length > 0) continue;
        const [first] = wide.addresses.ranges;
        report(rule.at, { subject: subjectOf(system, chain), message: `trusts ${first === undefined ? "" : rangeToCidrs(wide.addresses.family, first)[0] ?? ""}, which is ${sizeOf(wide.addresses) > 1n << 64n ? "a network of many owners" : `${sizeOf(wide.addresses).toLocaleString("en").replaceAll(",", " ")} addresses of many owners`}` });
      }
    }
  },
});

const NOT_PUBLIC = addressSet(4, ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "169.254.0.0/16", "224.0.0.0/3"].flatMap((text) => parseRange(text)?.range ?? []));

/** More than a /14 of public IPv4, or than a /24 of global IPv6. */
function isWide({ family }: AddressSet, range: Range): boolean {
  const size = range.last - range.first + 1n;
  const set = addressSet(family, [range]);
  if (family === 4) return size > 1n << 18n && isEmpty(intersection(set, NOT_PUBLIC));
  return size > 1n << 104n && range.first >> 125n === 1n;
}
