import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { registers } from "./peers.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipAorExpirationLong = defineRule({
  id: "pjsip-aor-expiration-long",
  title: "Calls go where a phone was days ago",
  severity: "low",
  needs: ["asterisk"],
  why: `A registration that may last for days keeps calls going to an address that somebody else may have by then, and a stolen one lasts as long.`,
  degrees: "Low.",
  fix: "Keep `maximum_expiration` and `default_expiration` at a day (86400) or below.",
  before: { "pjsip.conf": "[101]\ntype=aor\nmax_contacts=1\nmaximum_expiration=604800\n" },
  after: { "pjsip.conf": "[101]\ntype=aor\nmax_contacts=1\nmaximum_expiration=7200\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 613,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const name of ["maximum_expiration", "default_expiration"]) {
        const long = objectsOf(sip, "aor").filter((aor) => registers(sip, aor) && Number(valueIn(sip, aor, name)) > 86400);
        blameEach(report, causesOf(sip, long, name), "aor", (whose, { members: [first] }) => ({ message: `a registration of ${whose} lasts up to ${Math.floor(Number(valueIn(sip, first, name)) / 86400)} days` }));
      }
    }
  },
});
