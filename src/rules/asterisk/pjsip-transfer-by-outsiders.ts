import { byWhom } from "../phrase.js";
import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { isAnonymous, outsiders } from "./peers.js";
import { EVERY_PJSIP, isOn, linesIn, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipTransferByOutsiders = defineRule({
  id: "pjsip-transfer-by-outsiders",
  title: "The other side may send the call on, at your expense",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`allow_transfer\` is yes unless written. Whoever is on the line may answer with REFER to any number that the endpoint's context, or
TRANSFER_CONTEXT, can dial: a caller from outside transfers their own call to a premium number.`,
  degrees: "Medium for strangers, low for trunks, whose callers mostly cannot send REFER through the carrier.",
  fix: "Write `allow_transfer=no` in endpoints of trunks and strangers, or set TRANSFER_CONTEXT to a context that dials inside only.",
  before: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=in\n" },
  after: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=in\nallow_transfer=no\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc3515#section-5"],
  cwe: 862,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const open = outsiders(sip).filter((endpoint) => isOn(sip, endpoint, "allow_transfer") && !linesIn(endpoint, "set_var").some(({ value }) => /^_{0,2}TRANSFER_CONTEXT=/.test(value)));
      for (const stranger of [true, false]) {
        const causes = causesOf(sip, open.filter((endpoint) => isAnonymous(endpoint) === stranger), "allow_transfer");
        blameEach(report, causes, "endpoint", (whose, { fact }) => ({ severity: stranger ? "medium" : "low", message: `whoever calls by ${whose} may transfer the call${byWhom(fact)}` }));
      }
    }
  },
});
