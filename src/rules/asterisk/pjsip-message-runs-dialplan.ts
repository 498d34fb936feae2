import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { isModuleOff } from "./modules.js";
import { outsiders } from "./peers.js";
import { EVERY_PJSIP, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipMessageRunsDialplan = defineRule({
  id: "pjsip-message-runs-dialplan",
  title: "A text message of a stranger runs the dialplan of calls",
  severity: "low",
  needs: ["asterisk"],
  why: `Without \`message_context\` a SIP MESSAGE runs the extension it is sent to in the context for calls, with no call, no record and no ringing:
Set, System or AGI steps are carried out with the sender's text at hand.`,
  degrees: "Low: what the context does decides. Phones are left out, for they may dial it anyway.",
  fix: "Write a `message_context` of its own, or do not load res_pjsip_messaging.",
  before: { "pjsip.conf": "[c]\ntype=endpoint\nidentify_by=ip\ncontext=in\n[c]\ntype=identify\nendpoint=c\nmatch=198.51.100.10\n" },
  after: { "pjsip.conf": "[c]\ntype=endpoint\nidentify_by=ip\ncontext=in\nmessage_context=no-messages\n[c]\ntype=identify\nendpoint=c\nmatch=198.51.100.10\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 691,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      if (isModuleOff(sip.system, "res_pjsip_messaging")) continue;
      const open = outsiders(sip).filter((endpoint) => valueIn(sip, endpoint, "message_context") === "");
      blameEach(report, causesOf(sip, open, "message_context"), "endpoint", (whose) => ({ message: `a MESSAGE of ${whose} runs the dialplan that calls run` }));
    }
  },
});
