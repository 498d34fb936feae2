import { defineRule } from "../rule.js";
import { viaOf } from "./access.js";
import { matchesOf } from "./matches.js";
import { lessened, sipReach, surenessOf } from "./peers.js";
import { EVERY_PJSIP, IDENTIFIER_IP, pathIn, sipsOf } from "./sip.js";

export const pjsipIdentifyMatchAny = defineRule({
  id: "pjsip-identify-match-any",
  title: "The whole Internet is taken for one peer",
  severity: "critical",
  needs: ["asterisk"],
  why: `An identify section whose networks hold everybody, or a large part of the world, gives every caller the rights of the endpoint it
names. Without an \`auth\` there is nothing else to prove: strangers call as the carrier, into the carrier's context.`,
  degrees: "Critical without a password, one step less where SIP is narrowed by other means; medium where the endpoint asks for one, since all callers then fail as that endpoint.",
  fix: "List the addresses that the peer sends from, and nothing wider.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=0.0.0.0/0\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n" },
  versions: EVERY_PJSIP,
  references: [IDENTIFIER_IP],
  cwe: 284,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      const reach = sipReach(posture, sip);
      for (const match of matchesOf(sip).filter(({ breadth }) => breadth === "world")) {
        report(match.line.at, {
          subject: pathIn(match.identify), note: "match", severity: match.proven ? "medium" : lessened("critical", reach), confidence: surenessOf(reach), related: viaOf(match.line),
          message: match.proven
            ? `\`${match.text}\` takes callers from everywhere for endpoint \`${match.endpoint}\`, before any other endpoint is looked for`
            : `\`${match.text}\` takes callers from everywhere for endpoint \`${match.endpoint}\`, and asks for no password`,
        });
      }
    }
  },
});
