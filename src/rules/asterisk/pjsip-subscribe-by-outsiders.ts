import { byWhom } from "../phrase.js";
import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { isModuleOff } from "./modules.js";
import { outsiders } from "./peers.js";
import { EVERY_PJSIP, isOn, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipSubscribeByOutsiders = defineRule({
  id: "pjsip-subscribe-by-outsiders",
  title: "Outsiders may ask who is on the phone",
  severity: "low",
  needs: ["asterisk"],
  why: `\`allow_subscribe\` is yes unless written: a carrier or a stranger subscribes to hints and mailboxes and learns who is on the phone and who
has messages; the parser of subscriptions has had its flaws, too.`,
  degrees: "Low; one finding for all that owe it to the default.",
  fix: "Write `allow_subscribe=no` in endpoints of trunks and strangers.",
  before: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=in\n" },
  after: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=in\nallow_subscribe=no\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://downloads.asterisk.org/pub/security/AST-2022-008.html"],
  cwe: 200,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      if (isModuleOff(sip.system, "res_pjsip_pubsub")) continue;
      const open = outsiders(sip).filter((endpoint) => isOn(sip, endpoint, "allow_subscribe"));
      blameEach(report, causesOf(sip, open, "allow_subscribe"), "endpoint", (whose, { fact }) => ({ message: `${whose} may subscribe to states of phones and mailboxes${byWhom(fact)}` }));
    }
  },
});
