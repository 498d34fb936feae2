import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectsOf, sipsOf, valueIn } from "./sip.js";

export const pjsipInboundPublicationOpen = defineRule({
  id: "pjsip-inbound-publication-open",
  title: "Every endpoint may publish states",
  severity: "medium",
  needs: ["asterisk"],
  why: `Without \`endpoint\` a publication takes PUBLISH from whoever any endpoint fits, the anonymous one among them: a stranger or any phone
tells the system that others are busy, free, or have messages waiting.`,
  degrees: "Medium.",
  fix: "Write the `endpoint` of the peer that publishes.",
  before: { "pjsip.conf": "[peer]\ntype=inbound-publication\nevent_asterisk-devicestate=peer\n" },
  after: { "pjsip.conf": "[peer]\ntype=inbound-publication\nevent_asterisk-devicestate=peer\nendpoint=peer\n" },
  versions: EVERY_PJSIP,
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/Exchanging-Device-and-Mailbox-State-Using-PJSIP/"],
  cwe: 862,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const open = objectsOf(sip, "inbound-publication").filter((publication) => valueIn(sip, publication, "endpoint") === "");
      blameEach(report, causesOf(sip, open, "endpoint"), "inbound-publication", (whose) => ({ message: `any endpoint may publish to ${whose}` }));
    }
  },
});
