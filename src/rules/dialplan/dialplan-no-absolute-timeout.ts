import { defineRule } from "../rule.js";
import { subjectOf } from "./accuse.js";
import { byContext, paidCalls } from "./paid.js";

export const dialplanNoAbsoluteTimeout = defineRule({
  id: "dialplan-no-absolute-timeout",
  title: "Nothing ends a paid call",
  severity: "info",
  needs: ["asterisk"],
  why: `A call that nobody hangs up is charged until somebody does. Attackers leave calls to their own numbers open over the weekend,
and so do broken telephones.`,
  degrees: "Info: it lengthens the loss of another weakness.",
  fix: "End calls after some hours: `Set(TIMEOUT(absolute)=14400)` before Dial(), or its option L or S.",
  before: { "extensions.conf": "[outbound]\nexten => _NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@carrier,60)\n" },
  after: { "extensions.conf": "[outbound]\nexten => _NXXNXXXXXX,1,Set(TIMEOUT(absolute)=14400)\n same => n,Dial(PJSIP/${EXTEN}@carrier,60)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Functions/TIMEOUT/"],
  cwe: 400,
  check({ asterisk }, report) {
    for (const group of byContext(paidCalls(asterisk))) {
      const open = group.filter(({ call }) => !call.variables.has("TIMEOUT(absolute)") && !call.options.has("L") && !call.options.has("S"));
      const [first] = open;
      if (first === undefined) continue;
      const { call } = first;
      report(call.at, {
        subject: subjectOf(call.step.at, call.home),
        message: `calls by ${call.trunk} from [${call.home}] last until somebody hangs up`,
        note: call.step.application,
        related: open.slice(1, 5).map(({ call: other }) => ({ span: other.at, note: `also ${other.extension}` })),
      });
    }
  },
});
