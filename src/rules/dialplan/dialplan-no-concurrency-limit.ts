import type { AsteriskSystem } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { subjectOf } from "./accuse.js";
import { byContext, paidCalls } from "./paid.js";

/** asterisk.conf bounds all calls together. */
function capped({ files }: AsteriskSystem): boolean {
  return files.get("asterisk.conf")?.categories.some(({ name, variables }) => name === "options" && variables.some((line) => /^maxcalls$/i.test(line.name) && Number(line.value) > 0)) === true;
}

export const dialplanNoConcurrencyLimit = defineRule({
  id: "dialplan-no-concurrency-limit",
  title: "Nothing bounds how many paid calls run at once",
  severity: "low",
  needs: ["asterisk"],
  why: `A stolen account costs money by the calls it holds side by side. Without a count per account, or of all calls, the loss of a
night is bounded by the trunk alone.`,
  degrees: "Low: it multiplies the loss of another weakness.",
  fix: "Count calls per account: `Set(GROUP()=out-${CHANNEL(endpoint)})` and compare GROUP_COUNT() before Dial().",
  before: { "extensions.conf": "[outbound]\nexten => _NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@carrier,60)\n" },
  after: { "extensions.conf": "[outbound]\nexten => _NXXNXXXXXX,1,Set(GROUP()=out-${CHANNEL(endpoint)})\n same => n,GotoIf($[${GROUP_COUNT(out-${CHANNEL(endpoint)})} > 2]?busy)\n same => n,Dial(PJSIP/${EXTEN}@carrier,60)\n same => n(busy),Busy()\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Functions/GROUP_COUNT/"],
  cwe: 770,
  check({ asterisk }, report) {
    for (const group of byContext(paidCalls(asterisk))) {
      const open = group.filter(({ call, system }) => !call.variables.has("GROUP()") && ![...call.variables].some((name) => name.startsWith("GROUP(")) && !capped(system));
      const [first] = open;
      if (first === undefined) continue;
      const { call } = first;
      report(call.at, {
        subject: subjectOf(call.step.at, call.home),
        message: `calls by ${call.trunk} from [${call.home}] are counted by nothing: one stolen account may hold any number of them at once`,
        note: call.step.application,
        related: open.slice(1, 5).map(({ call: other }) => ({ span: other.at, note: `also ${other.extension}` })),
      });
    }
  },
});
