import { addressSet, intersection, isEmpty, isWorld, parseRange, type AddressSet } from "../../exposure/index.js";
import { andMore, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterTrustedEverything = defineRule({
  id: "filter-trusted-everything",
  title: "A network may reach every port",
  severity: "info",
  needs: ["filters"],
  why: `The rule lets a network in to everything on this host. A carrier, or an office with an infected machine, needs SIP and
media, and here reaches the manager, databases and SSH as well.`,
  degrees: "Info: it may be your own management network.",
  fix: "Name the ports that the network needs.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.10/32 -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.10/32 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 284,
  check({ filters }, report) {
    for (const system of filters) {
      const whole = placed(system).filter(({ rule, chain }) => rule.verdict.kind === "accept" && chain.base?.hook === "input" && chain.base.type === "filter" && rule.matches.length > 0
        && rule.matches.every(({ kind, negated }) => !negated && ["source", "source-set", "family"].includes(kind)) && rule.matches.some((match) => match.kind === "source-set" || (match.kind === "source" && isPublic(match.addresses))));
      const [first, ...more] = whole;
      if (first === undefined) continue;
      report(first.rule.at, { subject: subjectOf(system, first.chain), related: more.slice(0, 4).map(({ rule }) => ({ span: rule.at, note: "the same" })), message: `lets in to every port whoever has these addresses${andMore(more.length)}` });
    }
  },
});

const INNER = addressSet(4, ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8"].flatMap((text) => parseRange(text)?.range ?? []));

function isPublic(addresses: AddressSet): boolean {
  return addresses.family === 4 && !isWorld(addresses) && !isEmpty(addresses) && isEmpty(intersection(addresses, INNER));
}
