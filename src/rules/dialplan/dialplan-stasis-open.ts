import { defineRule } from "../rule.js";
import { subjectOf, surenessOf, usesOf, wayOf, whoOf } from "./accuse.js";
import { textOf } from "./given.js";

export const dialplanStasisOpen = defineRule({
  id: "dialplan-stasis-open",
  title: "Strangers' calls are handed to a program",
  severity: "low",
  needs: ["asterisk"],
  why: `Stasis() gives the call to a program at ARI, which sees caller, number and headers as they were sent and may call, record and
play. Whether it looks at them before is not in these files.`,
  degrees: "Low: it names what has to be checked elsewhere.",
  fix: "Let numbers and names pass FILTER() before Stasis(), and let the program ask who calls.",
  before: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=public\n", "extensions.conf": "[public]\nexten => _X.,1,Stasis(app)\n" },
  after: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=public\n", "extensions.conf": "[public]\nexten => _XXX,1,Dial(PJSIP/${EXTEN})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Interfaces/Asterisk-REST-Interface-ARI/"],
  cwe: null,
  check({ asterisk }, report) {
    for (const use of usesOf(asterisk, "stasis")) {
      if (use.callers !== "anyone") continue;
      report(use.at, {
        subject: subjectOf(use.step.at, use.context),
        severity: "low",
        confidence: surenessOf(use.callers, use.arrival),
        message: `calls of ${whoOf(use.callers)} go to the program ${textOf(use, 0) ?? "that a variable names"}, which has to judge them`,
        note: use.step.application,
        related: wayOf(use.arrival, null, use.at),
      });
    }
  },
});
