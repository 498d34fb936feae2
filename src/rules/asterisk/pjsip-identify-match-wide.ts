import { defineRule } from "../rule.js";
import { viaOf } from "./access.js";
import { matchesOf } from "./matches.js";
import { EVERY_PJSIP, IDENTIFIER_IP, pathIn, sipsOf } from "./sip.js";

export const pjsipIdentifyMatchWide = defineRule({
  id: "pjsip-identify-match-wide",
  title: "Many more hosts than one peer has are taken for it",
  severity: "medium",
  needs: ["asterisk"],
  why: `Every host of the networks in an identify section is the peer, without a password where the endpoint asks for none. The wider the
network, the more strangers are in it: other customers of the same provider, and any machine of it that somebody took over.`,
  degrees: "Medium for public networks wider than /22 (IPv4) or /47 (IPv6); low for private networks wider than /16, whose hosts are one's own.",
  fix: "List the addresses that the peer's servers send from.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=203.0.0.0/12\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=203.0.113.0/24\n" },
  versions: EVERY_PJSIP,
  references: [IDENTIFIER_IP],
  cwe: 284,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const match of matchesOf(sip).filter(({ breadth, proven }) => !proven && (breadth === "wide" || breadth === "wide-private"))) {
        report(match.line.at, {
          subject: pathIn(match.identify), note: "match", severity: match.breadth === "wide" ? "medium" : "low", related: viaOf(match.line),
          message: `every host of \`${match.text}\` is taken for endpoint \`${match.endpoint}\` without a password`,
        });
      }
    }
  },
});
