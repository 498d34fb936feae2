import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { registers } from "./peers.js";
import { EVERY_PJSIP, linesIn, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipAorStaticAndDynamic = defineRule({
  id: "pjsip-aor-static-and-dynamic",
  title: "A registration rings beside a fixed contact",
  severity: "low",
  needs: ["asterisk"],
  why: `An aor with a contact that is written down and room for registrations as well calls both: whoever registers there is called along with
the device that was meant.`,
  degrees: "Low: it takes a password, or an endpoint that asks for none.",
  fix: "Take `max_contacts` out where the contact is written down, or the contact where phones register.",
  before: { "pjsip.conf": "[gate]\ntype=aor\ncontact=sip:gate@192.0.2.50\nmax_contacts=1\n" },
  after: { "pjsip.conf": "[gate]\ntype=aor\ncontact=sip:gate@192.0.2.50\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 284,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const both = objectsOf(sip, "aor").filter((aor) => registers(sip, aor) && linesIn(aor, "contact").some(({ value }) => value !== ""));
      blameEach(report, causesOf(sip, both, "max_contacts"), "aor", (whose) => ({ message: `${whose} calls its written contact and whoever registers besides` }));
    }
  },
});
