import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, namesIn, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipMultipleInboundAuths = defineRule({
  id: "pjsip-multiple-inbound-auths",
  title: "Any of several passwords is enough",
  severity: "low",
  needs: ["asterisk"],
  why: `With several auth objects the weakest of them opens the endpoint, and a password that was to be retired keeps working.`,
  degrees: "Low: each of them is a password all the same.",
  fix: "Name one auth object.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101,old\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 287,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const several = objectsOf(sip, "endpoint").filter((endpoint) => namesIn(sip, endpoint, "auth").length > 1);
      blameEach(report, causesOf(sip, several, "auth"), "endpoint", (whose, { members: [first] }) => ({ message: `any of ${namesIn(sip, first, "auth").length} passwords opens ${whose}` }));
    }
  },
});
