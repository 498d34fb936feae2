import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { outsiders } from "./peers.js";
import { EVERY_PJSIP, isOn, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipDirectMediaForOutsiders = defineRule({
  id: "pjsip-direct-media-for-outsiders",
  title: "Media of strangers goes past Asterisk",
  severity: "info",
  needs: ["asterisk"],
  why: `With \`direct_media\` the two ends of a call are told each other's addresses and send past the server: the carrier learns the phones'
addresses, and recording and timeouts see nothing of the call.`,
  degrees: "Info: it is the default, and does nothing where media is encrypted or an address is hidden behind NAT.",
  fix: "Write `direct_media=no` in endpoints of trunks and strangers.",
  before: { "pjsip.conf": "[c]\ntype=endpoint\nidentify_by=ip\n[c]\ntype=identify\nendpoint=c\nmatch=198.51.100.10\n" },
  after: { "pjsip.conf": "[c]\ntype=endpoint\nidentify_by=ip\ndirect_media=no\n[c]\ntype=identify\nendpoint=c\nmatch=198.51.100.10\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 441,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const direct = outsiders(sip).filter((endpoint) => isOn(sip, endpoint, "direct_media") && valueIn(sip, endpoint, "media_encryption") === "no" && !isOn(sip, endpoint, "webrtc"));
      blameEach(report, causesOf(sip, direct, "direct_media"), "endpoint", (whose) => ({ message: `media of ${whose} may go past Asterisk, straight to the phones` }));
    }
  },
});
