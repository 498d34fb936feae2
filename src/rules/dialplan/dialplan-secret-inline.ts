import { placeIn } from "../../dialplan/index.js";
import { defineRule } from "../rule.js";
import { dialplans, subjectOf } from "./accuse.js";

export const dialplanSecretInline = defineRule({
  id: "dialplan-secret-inline",
  title: "A password stands in the dialplan",
  severity: "medium",
  needs: ["asterisk"],
  why: `Arguments of applications are shown by \`dialplan show\`, written to logs at a low verbosity, and kept in the record of the call
(lastdata). A password in a channel or an address is copied to all of these.`,
  degrees: "Medium.",
  fix: "Name an endpoint or peer that has the login, and write the address without it.",
  before: { "extensions.conf": "[outbound]\nexten => _NXXXXXX,1,Dial(IAX2/office:docs-only@198.51.100.9/${EXTEN})\n" },
  after: { "extensions.conf": "[outbound]\nexten => _NXXXXXX,1,Dial(IAX2/office/${EXTEN})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/Inter-Asterisk-eXchange-protocol-version-2-IAX2/"],
  cwe: 798,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      for (const { name, steps } of analysis.dialplan.contexts.values()) {
        for (const step of steps) {
          const match = step.data.length < 4000 ? /(?:\b(?:IAX2?|SIP)\/|\w:\/\/)[^\s/:@&,${}]{1,80}:([^\s/:@&,${}]{1,80})@/i.exec(step.data) : null;
          if (match === null) continue;
          const end = match.index + match[0].length - 1;
          report(placeIn(step, end - (match[1]?.length ?? 0), end), {
            subject: subjectOf(step.at, name),
            message: `a password stands in the data of ${step.application}(): it is shown by \`dialplan show\`, logged, and kept in the records of calls`,
            note: "the password",
          });
        }
      }
    }
  },
});
