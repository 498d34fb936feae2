import { defineRule } from "../rule.js";
import { dialplans, subjectOf } from "./accuse.js";

/** Names that end in what they hold. */
const SECRET = /(?:^|_)(?:pass(?:w(?:or)?d)?|secret|token|api_?key|pin)$/i;

export const dialplanSecretGlobal = defineRule({
  id: "dialplan-secret-global",
  title: "A secret is a global variable",
  severity: "low",
  needs: ["asterisk"],
  why: `Global variables are shown by \`dialplan show globals\`, in the manager interface and to every subroutine. A password kept there
is one command away for whoever gets to a console, and is copied into logs where it is used.`,
  degrees: "Low: it takes a look at the console, the manager or the file.",
  fix: "Keep it in the file of the module that needs it, or in the database of the account.",
  before: { "extensions.conf": "[globals]\nCRM_PASSWORD=docs-only\n[phones]\nexten => 100,1,Dial(PJSIP/100)\n" },
  after: { "extensions.conf": "[globals]\nCRM_URL=https://crm.example.com\n[phones]\nexten => 100,1,Dial(PJSIP/100)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/Variables/"],
  cwe: 798,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      for (const { name, value, at } of analysis.dialplan.globals.values()) {
        if (!SECRET.test(name) || value.trim().length < 4 || /^(?:\/|yes$|no$|true$|false$)|\$\{|^\w+\//i.test(value.trim())) continue;
        report(at, { subject: subjectOf(at, "globals"), message: `${name} is a global variable: consoles, the manager interface and every subroutine can read it`, note: name });
      }
    }
  },
});
