import { defineRule } from "../rule.js";
import { viaOf } from "./access.js";
import { matchesOf } from "./matches.js";
import { EVERY_PJSIP, IDENTIFIER_IP, pathIn, sipsOf } from "./sip.js";

export const pjsipIdentifyMatchHostname = defineRule({
  id: "pjsip-identify-match-hostname",
  title: "Who a peer is, is asked of the DNS once",
  severity: "low",
  needs: ["asterisk"],
  why: `A name in an identify section is looked up when the configuration is loaded, along with its SRV records. Whoever can forge that one
answer, or takes over a domain that lapsed, is the peer; and when the peer moves, its old addresses stay trusted until the next reload.`,
  degrees: "Low: it takes an attack on the DNS at the right moment, or a domain that was given up. Nothing is said where a password is asked for besides.",
  fix: "Write the addresses that the peer publishes.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=sip.example.net\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n" },
  versions: EVERY_PJSIP,
  references: [IDENTIFIER_IP],
  cwe: 350,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const match of matchesOf(sip).filter(({ breadth, proven }) => !proven && breadth === "name")) {
        report(match.line.at, {
          subject: pathIn(match.identify), note: "match", related: viaOf(match.line),
          message: `endpoint \`${match.endpoint}\` is whoever \`${match.text}\` resolved to when the configuration was loaded, without a password`,
        });
      }
    }
  },
});
