import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, isOn, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipLateAnswersMoveMedia = defineRule({
  id: "pjsip-late-answers-move-media",
  title: "A late answer may take the call's media over",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`accept_multiple_sdp_answers\` every further answer to a call sets anew where its speech goes, one from another branch of the call
included.`,
  degrees: "Low: it takes a peer on the way of the call.",
  fix: "Take the line out, unless a peer needs it.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\naccept_multiple_sdp_answers=yes\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 441,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const type of ["system", "endpoint"]) {
        const open = objectsOf(sip, type).filter((object) => isOn(sip, object, "accept_multiple_sdp_answers"));
        blameEach(report, causesOf(sip, open, "accept_multiple_sdp_answers"), type, (whose) => ({ message: `each further answer sets anew where the media of ${type === "system" ? "any call" : `calls to ${whose}`} goes` }));
      }
    }
  },
});
