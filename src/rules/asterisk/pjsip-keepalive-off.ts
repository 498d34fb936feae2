import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipKeepaliveOff = defineRule({
  id: "pjsip-keepalive-off",
  title: "Dead connections are kept",
  severity: "info",
  needs: ["asterisk"],
  why: `With \`keep_alive_interval=0\` nothing notices that the other end of a TCP or TLS connection is gone; each holds a file descriptor.`,
  degrees: "Info.",
  fix: "Take the line out (90 seconds is the default).",
  before: { "pjsip.conf": "[global]\ntype=global\nkeep_alive_interval=0\n" },
  after: { "pjsip.conf": "[global]\ntype=global\nkeep_alive_interval=90\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 400,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const off = objectsOf(sip, "global").filter((global) => Number(valueIn(sip, global, "keep_alive_interval")) === 0);
      blameEach(report, causesOf(sip, off, "keep_alive_interval"), "global", () => ({ message: "connections whose other end is gone are kept" }));
    }
  },
});
