import { defineRule } from "../rule.js";
import { dialplans, subjectOf } from "./accuse.js";
import { lateBlocks } from "./blocks.js";

export const dialplanShadowedBlock = defineRule({
  id: "dialplan-shadowed-block",
  title: "A block comes too late: what it should stop leaves before",
  severity: "medium",
  needs: ["asterisk"],
  why: `Asterisk takes the extension of a context that fits best, place by place from the left, wherever it stands; included contexts
are asked only if the context itself has nothing. A block that fits worse than a line that calls, or that is included behind
one, never stops anything.`,
  degrees: "Medium: whoever wrote it believes these numbers to be stopped.",
  fix: "Put the block into the same context as the line that calls, and make it fit better than that.",
  before: { "extensions.conf": "[outbound]\nexten => _1NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@carrier)\ninclude => blocked\n[blocked]\nexten => _1900NXXXXXX,1,Hangup(21)\n" },
  after: { "extensions.conf": "[outbound]\nexten => _1NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@carrier)\nexten => _1900NXXXXXX,1,Hangup(21)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/Pattern-Matching/", "https://docs.asterisk.org/Configuration/Dialplan/Include-Statements/"],
  cwe: 863,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      for (const { block, allow, context } of lateBlocks(analysis)) {
        report(block.at, {
          subject: subjectOf(block.at, context),
          message: `${block.extension} never stops anything in [${context}]: ${allow.extension} takes all these numbers before, and calls out`,
          note: "the block",
          related: [{ span: allow.at, note: `${allow.extension} calls out` }],
        });
      }
    }
  },
});
