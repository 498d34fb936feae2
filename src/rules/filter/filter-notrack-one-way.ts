import { placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterNotrackOneWay = defineRule({
  id: "filter-notrack-one-way",
  title: "Packets go untracked one way alone",
  severity: "medium",
  needs: ["filters"],
  why: `What comes in is not tracked, what goes out is: answers look like new flows of this host, and its packets like the
start of connections that never were. Media breaks when the tables fill or a rule asks for a state.`,
  degrees: "Medium.",
  fix: "Write the same for OUTPUT, with the ports as source.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 10000:20000 -j ACCEPT\nCOMMIT\n*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -p udp -m udp --dport 10000:20000 -j CT --notrack\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 10000:20000 -j ACCEPT\nCOMMIT\n*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -p udp -m udp --dport 10000:20000 -j CT --notrack\n-A OUTPUT -p udp -m udp --sport 10000:20000 -j CT --notrack\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      const rules = placed(system).filter(({ rule }) => rule.verdict.kind === "notrack");
      for (const hook of ["prerouting", "output"] as const) {
        const [first] = rules.filter(({ chain, rule }) => chain.base?.hook === hook && !rule.matches.some((match) => match.kind === "in-interface" && match.names.includes("lo")));
        const other = hook === "prerouting" ? "output" : "prerouting";
        if (first === undefined || rules.some(({ chain }) => chain.base === null || chain.base.hook === other)) continue;
        report(first.rule.at, { subject: subjectOf(system, first.chain), message: `packets ${hook === "prerouting" ? "that come in" : "that go out"} are untracked, and those the other way are tracked` });
      }
    }
  },
});
