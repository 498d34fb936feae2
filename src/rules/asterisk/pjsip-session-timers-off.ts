import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipSessionTimersOff = defineRule({
  id: "pjsip-session-timers-off",
  title: "Nobody asks whether a call is still there",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`timers=no\` a call whose BYE was lost is never noticed; it holds its channels, and a trunk bills it.`,
  degrees: "Low.",
  fix: "Take the line out, unless the other side cannot do with session timers.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\ntimers=no\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n" },
  versions: EVERY_PJSIP,
  references: ["https://www.rfc-editor.org/rfc/rfc4028", RES_PJSIP],
  cwe: 400,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const off = objectsOf(sip, "endpoint").filter((endpoint) => valueIn(sip, endpoint, "timers") === "no" && Number(valueIn(sip, endpoint, "rtp_timeout")) === 0);
      blameEach(report, causesOf(sip, off, "timers"), "endpoint", (whose) => ({ message: `nothing ends a call of ${whose} whose other side vanished: neither session timers nor rtp_timeout` }));
    }
  },
});
