import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipAorManyContacts = defineRule({
  id: "pjsip-aor-many-contacts",
  title: "A stolen password adds a phone that nobody sees",
  severity: "medium",
  needs: ["asterisk"],
  why: `All contacts of an aor ring. With room for many, whoever has the password registers one more, is called along with the owner, and the
owner notices nothing; thousands of contacts make each call a flood.`,
  degrees: "Medium above 10 contacts.",
  fix: "Set `max_contacts` to the number of devices that the user has, and `remove_existing=yes` where that is one.",
  before: { "pjsip.conf": "[101]\ntype=aor\nmax_contacts=100\n" },
  after: { "pjsip.conf": "[101]\ntype=aor\nmax_contacts=2\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 770,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const many = objectsOf(sip, "aor").filter((aor) => Number(valueIn(sip, aor, "max_contacts")) > 10);
      blameEach(report, causesOf(sip, many, "max_contacts"), "aor", (whose, { members: [first] }) => ({ message: `${valueIn(sip, first, "max_contacts")} devices may register as ${whose}: one more is not noticed` }));
    }
  },
});
