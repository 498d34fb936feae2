import { ANY_INTERFACE, exposureOf, isWorld } from "../../exposure/index.js";
import { matchesOf, subjectOf } from "./lines.js";
import { openingsOf } from "../openings.js";
import { defineRule } from "../rule.js";

export const filterEstablishedMissing = defineRule({
  id: "filter-established-missing",
  title: "Answers to this host are dropped",
  severity: "medium",
  needs: ["filters"],
  why: `The filter drops by default and no rule accepts packets of flows that exist. Names do not resolve, calls to trunks get
no answer, and the usual cure is a rule that opens far too much.`,
  degrees: "Medium.",
  fix: "Accept established and related packets first.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: null,
  check({ filters }, report) {
    for (const system of filters) {
      for (const family of system.families) {
        const input = [...system.ruleset.chains.values()].find(({ base }) => base?.hook === "input" && base.type === "filter" && base.families.includes(family));
        if (input?.base?.policy !== "drop" || input.rules.length < 2) continue;
        // An answer to a question of this host, from a port that is not one of those it serves.
        const answers = (["tcp", "udp"] as const).map((protocol) => exposureOf(system.ruleset, { family, inInterface: ANY_INTERFACE, protocol, sourcePort: 443, destinationPort: 45_678, destination: null, state: "established" }));
        if (answers.some(({ possible }) => isWorld(possible))) continue;
        const open = openingsOf(system).length > 0 || input.rules.some((rule) => rule.verdict.kind === "accept" && matchesOf(rule, "destination-port").length > 0);
        if (!open) continue;
        report(input.base.policyAt, { subject: subjectOf(system, input), note: "the policy", message: "no rule accepts packets of established flows: this host gets no answers" });
        break;
      }
    }
  },
});
