import type { Span } from "../../source/index.js";
import { matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterLimitNameShared = defineRule({
  id: "filter-limit-name-shared",
  title: "Two limits share one table",
  severity: "low",
  needs: ["filters"],
  why: `Rules of one hashlimit name count in one table, and the kernel makes it with what the first of them says. The others'
modes and sizes do not count, so one of the two limits is not what is written.`,
  degrees: "Low.",
  fix: "Give each limit a name of its own.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 20/sec --hashlimit-mode srcip --hashlimit-name voip -j DROP\n-A INPUT -p tcp -m tcp --dport 5061 -m hashlimit --hashlimit-above 5/sec --hashlimit-mode srcip,dstport --hashlimit-name voip -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-above 20/sec --hashlimit-mode srcip --hashlimit-name sip -j DROP\n-A INPUT -p tcp -m tcp --dport 5061 -m hashlimit --hashlimit-above 5/sec --hashlimit-mode srcip,dstport --hashlimit-name tls -j DROP\n-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables and ip6tables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables-extensions.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      const first = new Map<string, { readonly key: string; readonly at: Span }>();
      for (const { rule, chain } of placed(system)) {
        for (const { counter, text } of matchesOf(rule, "limit")) {
          if (counter?.kind !== "hashlimit") continue;
          const key = `${text} ${counter.by.join()} ${counter.prefix}`;
          const before = first.get(counter.name);
          if (before === undefined) first.set(counter.name, { key, at: rule.at });
          else if (before.key !== key) report(rule.at, { subject: subjectOf(system, chain), related: [{ span: before.at, note: "makes the table" }], message: `counts in the table ${counter.name}, which another rule makes with other figures` });
        }
      }
    }
  },
});
