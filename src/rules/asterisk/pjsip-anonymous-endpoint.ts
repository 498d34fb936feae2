import { isKnown } from "../../posture/index.js";
import { byWhom } from "../phrase.js";
import { defineRule } from "../rule.js";
import { isModuleOff } from "./modules.js";
import { asksNothing, isAnonymous, lessened, sipReach, surenessOf } from "./peers.js";
import { DIALPLAN_SECURITY, EVERY_PJSIP, objectsOf, optionIn, pathIn, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipAnonymousEndpoint = defineRule({
  id: "pjsip-anonymous-endpoint",
  title: "Strangers may call without a password",
  severity: "high",
  needs: ["asterisk"],
  why: `Whoever no other endpoint fits is taken for the endpoint named \`anonymous\`, and without an \`auth\` nobody asks for a password.
Scanners send calls to 00, 011 or 900 numbers all day; whatever its context matches is carried out, at the owner's expense if a trunk can be reached.`,
  degrees: "High from the world or from nobody knows where, one step less from narrower networks. What its context reaches decides how much it costs.",
  fix: "Delete the endpoint; if strangers must be able to call, give it a context of its own that rings fixed extensions and reaches nothing else.",
  before: { "pjsip.conf": "[udp]\ntype=transport\nbind=192.0.2.10\n[anonymous]\ntype=endpoint\ncontext=default\nallow=ulaw\n" },
  after: { "pjsip.conf": "[udp]\ntype=transport\nbind=192.0.2.10\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, DIALPLAN_SECURITY],
  cwe: 306,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      if (isModuleOff(sip.system, "res_pjsip_endpoint_identifier_anonymous")) continue;
      const reach = sipReach(posture, sip);
      for (const endpoint of objectsOf(sip, "endpoint").filter((each) => isAnonymous(each) && asksNothing(sip, each))) {
        const context = optionIn(sip, endpoint, "context");
        report(endpoint.at, {
          subject: pathIn(endpoint), severity: lessened("high", reach), confidence: surenessOf(reach),
          message: `anybody may call as \`${endpoint.id}\` without a password${isKnown(context) ? `, into the context \`${context.value}\`${byWhom(context)}` : ""}`,
          related: context.kind === "set" ? [{ span: context.at, note: "where such calls arrive" }] : [],
        });
      }
    }
  },
});
