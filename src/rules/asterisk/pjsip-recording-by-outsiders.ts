import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { outsiders } from "./peers.js";
import { EVERY_PJSIP, isOn, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipRecordingByOutsiders = defineRule({
  id: "pjsip-recording-by-outsiders",
  title: "The other side may start a recording",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`one_touch_recording\` an INFO with a Record header carries out the feature named in \`record_on_feature\` in the middle of a call,
whoever sends it: recordings fill the disk, and a feature that was made for others runs for a stranger.`,
  degrees: "Low: trunks and strangers only.",
  fix: "Take `one_touch_recording` out of endpoints of trunks and strangers.",
  before: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=in\none_touch_recording=yes\n" },
  after: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=in\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 862,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const open = outsiders(sip).filter((endpoint) => isOn(sip, endpoint, "one_touch_recording"));
      blameEach(report, causesOf(sip, open, "one_touch_recording"), "endpoint", (whose) => ({ message: `${whose} may start and stop recordings from outside` }));
    }
  },
});
