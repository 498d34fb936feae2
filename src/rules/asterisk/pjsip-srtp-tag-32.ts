import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, isOn, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipSrtpTag32 = defineRule({
  id: "pjsip-srtp-tag-32",
  title: "Encrypted media is hardly signed",
  severity: "low",
  needs: ["asterisk"],
  why: `\`srtp_tag_32\` offers an authentication tag of 32 bits in place of 80: forging a packet of speech or of keys pressed takes far fewer tries.`,
  degrees: "Low.",
  fix: "Take the line out, unless a phone refuses the longer tag.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nmedia_encryption=sdes\nsrtp_tag_32=yes\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nmedia_encryption=sdes\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc3711#section-9.5"],
  cwe: 327,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const weak = objectsOf(sip, "endpoint").filter((endpoint) => isOn(sip, endpoint, "srtp_tag_32") && (valueIn(sip, endpoint, "media_encryption") !== "no" || isOn(sip, endpoint, "webrtc")));
      blameEach(report, causesOf(sip, weak, "srtp_tag_32"), "endpoint", (whose) => ({ message: `packets of encrypted media of ${whose} carry a tag of 32 bits only` }));
    }
  },
});
