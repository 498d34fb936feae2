import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { inboundAuths } from "./peers.js";
import { EVERY_PJSIP, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipAuthNonceLong = defineRule({
  id: "pjsip-auth-nonce-long",
  title: "A captured login can be sent again for minutes",
  severity: "low",
  needs: ["asterisk"],
  why: `A digest stays good as long as its nonce does. Beyond the 32 seconds of the default whoever saw one on the way can use it again from the
same address and port.`,
  degrees: "Low: the nonce holds for one address and port only.",
  fix: "Take `nonce_lifetime` out, or keep it below 300 seconds.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword=documentation-only\nnonce_lifetime=86400\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword=documentation-only\nnonce_lifetime=60\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 294,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const long = [...inboundAuths(sip).keys()].filter((auth) => Number(valueIn(sip, auth, "nonce_lifetime")) > 300);
      blameEach(report, causesOf(sip, long, "nonce_lifetime"), "auth", (whose, { members: [first] }) => ({ message: `a login of ${whose} can be sent again for ${valueIn(sip, first, "nonce_lifetime")} seconds` }));
    }
  },
});
