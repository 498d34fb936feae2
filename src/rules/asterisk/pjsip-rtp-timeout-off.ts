import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { outsiders, peerOf } from "./peers.js";
import { EVERY_PJSIP, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipRtpTimeoutOff = defineRule({
  id: "pjsip-rtp-timeout-off",
  title: "A dead call to a carrier costs until somebody notices",
  severity: "low",
  needs: ["asterisk"],
  why: `Without \`rtp_timeout\` a call whose other side vanished stays up, and a trunk bills it by the minute. Enough of such calls, made on
purpose, also use up the channels.`,
  degrees: "Low; one finding for all trunks that owe it to the default.",
  fix: "Write `rtp_timeout=60` or so in endpoints of trunks, with `rtp_timeout_hold` for calls on hold.",
  before: { "pjsip.conf": "[c]\ntype=endpoint\nidentify_by=ip\n[c]\ntype=identify\nendpoint=c\nmatch=198.51.100.10\n" },
  after: { "pjsip.conf": "[c]\ntype=endpoint\nidentify_by=ip\nrtp_timeout=60\n[c]\ntype=identify\nendpoint=c\nmatch=198.51.100.10\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 400,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const endless = outsiders(sip).filter((endpoint) => peerOf(sip, endpoint) === "trunk" && Number(valueIn(sip, endpoint, "rtp_timeout")) === 0);
      blameEach(report, causesOf(sip, endless, "rtp_timeout"), "endpoint", (whose) => ({ message: `calls of ${whose} stay up when their media has ended` }));
    }
  },
});
