import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipManyStreams = defineRule({
  id: "pjsip-many-streams",
  title: "One call may open many streams",
  severity: "info",
  needs: ["asterisk"],
  why: `Each stream of a call takes ports, memory and work; a caller may offer as many as the endpoint allows.`,
  degrees: "Info: video conferences need them.",
  fix: "Keep `max_audio_streams` and `max_video_streams` at what is used.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nmax_video_streams=50\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nmax_video_streams=2\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 770,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const [name, most] of [["max_audio_streams", 4], ["max_video_streams", 10]] as const) {
        const many = objectsOf(sip, "endpoint").filter((endpoint) => Number(valueIn(sip, endpoint, name)) > most);
        blameEach(report, causesOf(sip, many, name), "endpoint", (whose, { members: [first] }) => ({ message: `one call of ${whose} may open ${valueIn(sip, first, name)} streams` }));
      }
    }
  },
});
