import { defineRule } from "../rule.js";
import { dialplans, subjectOf, wayOf } from "./accuse.js";
import { nameAll, openCalls } from "./outbound.js";

export const dialplanWayUnseen = defineRule({
  id: "dialplan-way-unseen",
  title: "Cannot tell where strangers' calls get to",
  severity: "info",
  needs: ["asterisk"],
  why: `A switch, a script at AGI or a program at ARI decides where a call goes on, and what it decides is not in the files. Whether
strangers reach a line to the outside there has to be checked by hand.`,
  degrees: "Info, with low confidence: a question, not a weakness. Where a way out is found in the files themselves, that is told instead.",
  fix: "Check by hand what decides there, or refuse strangers' calls before.",
  before: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=public\n", "extensions.conf": "[public]\nexten => _X.,1,AGI(route.agi)\n" },
  after: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=public\n", "extensions.conf": "[public]\nexten => _X.,1,Hangup(21)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/"],
  cwe: null,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      for (const journey of analysis.journeys) {
        const [first] = journey.unseen;
        if (journey.kind !== "anyone" || first === undefined || openCalls(journey).length > 0) continue;
        report(first.at, {
          subject: subjectOf(first.at, journey.context),
          confidence: "low",
          message: `cannot tell whether ${nameAll(journey.callers)} can call out: ${first.note}`,
          note: "from here on it is not in the files",
          related: wayOf(first.arrival, null, first.at),
        });
      }
    }
  },
});
