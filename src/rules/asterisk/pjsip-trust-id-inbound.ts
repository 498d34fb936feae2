import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { peerOf } from "./peers.js";
import { EVERY_PJSIP, isOn, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipTrustIdInbound = defineRule({
  id: "pjsip-trust-id-inbound",
  title: "A phone says itself which number it calls from",
  severity: "medium",
  needs: ["asterisk"],
  why: `With \`trust_id_inbound\` Asterisk believes the P-Asserted-Identity or Remote-Party-ID of the caller. A phone, or a stranger, calls under any
number: that of the boss, or one whose mailbox then opens without asking.`,
  degrees: "Medium for phones and strangers. Carriers have to be believed, and are left out.",
  fix: "Take `trust_id_inbound` out of endpoints of phones and strangers, and write their `callerid`.",
  before: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=in\ntrust_id_inbound=yes\n" },
  after: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=in\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc3325"],
  cwe: 290,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const trusted = objectsOf(sip, "endpoint").filter((endpoint) => ["anonymous", "phone"].includes(peerOf(sip, endpoint)) && isOn(sip, endpoint, "trust_id_inbound"));
      blameEach(report, causesOf(sip, trusted, "trust_id_inbound"), "endpoint", (whose) => ({ message: `${whose} may call under any number: what it says in P-Asserted-Identity is believed` }));
    }
  },
});
