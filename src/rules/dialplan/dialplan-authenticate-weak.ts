import { defineRule } from "../rule.js";
import { subjectOf, surenessOf, usesOf, wayOf, whoOf } from "./accuse.js";
import { textOf } from "./given.js";

export const dialplanAuthenticateWeak = defineRule({
  id: "dialplan-authenticate-weak",
  title: "A short code guards what it should not",
  severity: "medium",
  needs: ["asterisk"],
  why: `Authenticate() with a code in its arguments has one code for everybody, in the file, in \`dialplan show\` and in logs. Three tries
a call and calls without end find four digits in a night.`,
  degrees: "Medium below six digits where strangers or trunks get there, low else.",
  fix: "Keep codes in a file (`Authenticate(/etc/asterisk/pins)`) or the database, six digits or more, one for each person.",
  before: { "extensions.conf": "[menu]\nexten => 9,1,Authenticate(1234)\n" },
  after: { "extensions.conf": "[menu]\nexten => 9,1,Authenticate(/etc/asterisk/pins)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Applications/Authenticate/"],
  cwe: 521,
  check({ asterisk }, report) {
    for (const use of usesOf(asterisk, "authenticate")) {
      const code = textOf(use, 0);
      if (code === null || !/^\d{1,5}$/.test(code)) continue;
      report(use.at, {
        subject: subjectOf(use.step.at, use.context),
        severity: use.callers === "anyone" || use.callers === "trunk" ? "medium" : "low",
        confidence: surenessOf(use.callers, use.arrival),
        message: `a code of ${code.length} digits, the same for everybody and written here, is all that ${whoOf(use.callers)} is asked for`,
        note: use.step.application,
        related: wayOf(use.callers === "unknown" ? null : use.arrival, null, use.at),
      });
    }
  },
});
