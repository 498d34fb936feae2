import { defineRule } from "../rule.js";
import { dialplans, subjectOf } from "./accuse.js";

/** Digits with several letters of patterns or a set of digits, as no name is written. */
const MEANT = /^[0-9*#+]*(?:[0-9*#+][NXZ]{2,}|\[[0-9-]+\])[0-9NXZ]*[.!]?$/;

export const dialplanPatternUnderscoreMissing = defineRule({
  id: "dialplan-pattern-underscore-missing",
  title: "A pattern without its underscore fits one name alone",
  severity: "medium",
  needs: ["asterisk"],
  why: `Only a name that begins with \`_\` is a pattern. Without it \`1900NXXXXXX\` is the extension of that very spelling, which nobody
dials: a line that was to block premium numbers blocks nothing.`,
  degrees: "Medium where the line ends calls, as a block that blocks nothing; low else.",
  fix: "Write the underscore: `exten => _1900NXXXXXX,1,Hangup(21)`.",
  before: { "extensions.conf": "[outbound]\nexten => 1900NXXXXXX,1,Hangup(21)\n" },
  after: { "extensions.conf": "[outbound]\nexten => _1900NXXXXXX,1,Hangup(21)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/Pattern-Matching/"],
  cwe: 1288,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      for (const { name, steps } of analysis.dialplan.contexts.values()) {
        for (const step of steps) {
          if (step.priority !== 1 || !MEANT.test(step.extension)) continue;
          const blocks = /^(?:hangup|congestion|busy|playback|playtones|zapateller)$/i.test(step.application);
          report(step.at, {
            subject: subjectOf(step.at, name),
            severity: blocks ? "medium" : "low",
            message: `${step.extension} has no underscore: it fits that very spelling and no number${blocks ? ", so it blocks nothing" : ""}`,
            note: "the extension",
          });
        }
      }
    }
  },
});
