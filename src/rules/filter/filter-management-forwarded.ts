import { isInner } from "../../exposure/index.js";
import { matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterManagementForwarded = defineRule({
  id: "filter-management-forwarded",
  title: "Management of a host behind is sent in from the world",
  severity: "critical",
  needs: ["filters"],
  why: `A port of this host is passed on to the management or the database of another one, from anybody. That the host behind
has a private address protects nothing here.`,
  degrees: "Critical.",
  fix: "Remove the rule, or name the sources it is for.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A PREROUTING -i eth0 -p tcp -m tcp --dport 15038 -j DNAT --to-destination 10.20.0.10:5038\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A PREROUTING -s 203.0.113.5/32 -i eth0 -p tcp -m tcp --dport 15038 -j DNAT --to-destination 10.20.0.10:5038\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: 1327,
  check({ filters }, report) {
    for (const system of filters) {
      for (const { rule, chain } of placed(system)) {
        const { verdict } = rule;
        if (verdict.kind !== "redirect" || chain.name === "DOCKER" || [...matchesOf(rule, "source"), ...matchesOf(rule, "source-set")].some(({ negated }) => !negated)) continue;
        if (matchesOf(rule, "in-interface").some(({ names, negated }) => !negated && names.every(isInner)) || (chain.base !== null && chain.base.hook !== "prerouting")) continue;
        const from = matchesOf(rule, "destination-port").find(({ negated }) => !negated)?.ports[0]?.first;
        const name = SERVICES[verdict.port ?? from ?? 0];
        if (name !== undefined && verdict.address !== null) report(rule.at, { subject: subjectOf(system, chain), message: `passes ${name} of ${verdict.address} on to anybody, at port ${from ?? "any"} of this host` });
      }
    }
  },
});

const SERVICES: Readonly<Record<number, string>> = {
  23: "telnet", 3306: "MySQL", 5432: "PostgreSQL", 6379: "Redis", 11211: "memcached", 27017: "MongoDB", 5038: "the manager interface", 8088: "ARI",
  8021: "the event socket", 2223: "the control port of rtpengine", 3389: "remote desktop", 5900: "VNC", 10000: "Webmin", 2375: "Docker",
};
