import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipContactExpiryOff = defineRule({
  id: "pjsip-contact-expiry-off",
  title: "Registrations that have ended still ring",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`contact_expiration_check_interval=0\` nobody removes registrations that ran out: calls keep going to addresses that others may have
by then.`,
  degrees: "Low.",
  fix: "Take the line out (30 seconds is the default).",
  before: { "pjsip.conf": "[global]\ntype=global\ncontact_expiration_check_interval=0\n" },
  after: { "pjsip.conf": "[global]\ntype=global\ncontact_expiration_check_interval=30\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 613,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const off = objectsOf(sip, "global").filter((global) => Number(valueIn(sip, global, "contact_expiration_check_interval")) === 0);
      blameEach(report, causesOf(sip, off, "contact_expiration_check_interval"), "global", () => ({ message: "registrations that ran out are never removed" }));
    }
  },
});
