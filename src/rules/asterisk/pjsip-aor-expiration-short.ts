import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { registers } from "./peers.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipAorExpirationShort = defineRule({
  id: "pjsip-aor-expiration-short",
  title: "Phones may register every few seconds",
  severity: "low",
  needs: ["asterisk"],
  why: `A low \`minimum_expiration\` lets each registered device send REGISTER without pause; a few hundred of them, after a power cut or on
purpose, keep the server from its calls.`,
  degrees: "Low: it takes a password, or many phones at once.",
  fix: "Keep `minimum_expiration` at 60 or above.",
  before: { "pjsip.conf": "[101]\ntype=aor\nmax_contacts=1\nminimum_expiration=5\n" },
  after: { "pjsip.conf": "[101]\ntype=aor\nmax_contacts=1\nminimum_expiration=60\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 770,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const short = objectsOf(sip, "aor").filter((aor) => registers(sip, aor) && Number(valueIn(sip, aor, "minimum_expiration")) < 30);
      blameEach(report, causesOf(sip, short, "minimum_expiration"), "aor", (whose, { members: [first] }) => ({ message: `whoever registers as ${whose} may do so every ${valueIn(sip, first, "minimum_expiration")} seconds` }));
    }
  },
});
