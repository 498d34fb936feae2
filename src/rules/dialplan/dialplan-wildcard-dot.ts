import { defineRule } from "../rule.js";
import { dialplans, subjectOf } from "./accuse.js";

const ACTS = /^(?:Dial|RetryDial|Goto|GotoIf|Gosub|Macro|Originate|System|TrySystem|AGI|Exec|ExecIf|DISA|Queue|Page|Transfer|Stasis)$/i;

export const dialplanWildcardDot = defineRule({
  id: "dialplan-wildcard-dot",
  title: "A pattern takes every name there is",
  severity: "high",
  needs: ["asterisk"],
  why: `\`_.\` and \`_!\` fit anything: letters, signs, and the names by which Asterisk calls its own extensions, s, h, i and t. What was
meant for numbers then runs at the end of every call too, and with whatever a caller writes.`,
  degrees: "High where it calls or goes on elsewhere, low where it only plays, answers or ends.",
  fix: "Write what may be asked for: `_X.`, `_+X.`, or lengths.",
  before: { "extensions.conf": "[phones]\nexten => _.,1,Dial(PJSIP/${FILTER(0-9,${EXTEN})})\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,Dial(PJSIP/${FILTER(0-9,${EXTEN})})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/Pattern-Matching/"],
  cwe: 1287,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      for (const { name, steps } of analysis.dialplan.contexts.values()) {
        const wild = steps.filter(({ extension, priority }) => /^_[.!]$/.test(extension) && priority !== "hint");
        const [first] = wild;
        if (first === undefined || wild.some(({ application }) => /^(?:Hangup|Congestion|Busy)$/i.test(application)) && !wild.some(({ application }) => ACTS.test(application))) continue;
        const acts = wild.some(({ application }) => ACTS.test(application));
        report(first.at, {
          subject: subjectOf(first.at, name),
          severity: acts ? "high" : "low",
          message: `${first.extension} of [${name}] takes every name there is, also s, h, i and t${acts ? "" : "; here it only answers"}`,
          note: "the pattern",
        });
      }
    }
  },
});
