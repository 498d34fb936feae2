import { placeIn } from "../../dialplan/index.js";
import { defineRule } from "../rule.js";
import { dialplans, subjectOf } from "./accuse.js";

export const dialplanLocalChannelLoop = defineRule({
  id: "dialplan-local-channel-loop",
  title: "A call may call itself without end",
  severity: "low",
  needs: ["asterisk"],
  why: `Dial() of a Local channel into the context it stands in, by the number that was asked for, comes to the same line again. Each
round makes two channels, until maxcalls, memory or file handles end it for all other calls too.`,
  degrees: "Low: a bug that a caller can use.",
  fix: "Lead to another context, or to another number.",
  before: { "extensions.conf": "[phones]\nexten => _XXX,1,Dial(Local/${EXTEN}@phones)\n" },
  after: { "extensions.conf": "[phones]\nexten => _XXX,1,Dial(PJSIP/${EXTEN})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/Local-Channel/"],
  cwe: 674,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      for (const { name, steps } of analysis.dialplan.contexts.values()) {
        for (const step of steps) {
          const at = /^dial$/i.test(step.application) ? step.data.indexOf(`Local/\${EXTEN}@${name}`) : -1;
          const end = at + `Local/\${EXTEN}@${name}`.length;
          if (at < 0 || /[\w.-]/.test(step.data[end] ?? "")) continue;
          report(placeIn(step, at, end), { subject: subjectOf(step.at, name), message: `the call for a number of ${step.extension} makes a call for the same number in the same context, and that another`, note: "the Local channel" });
        }
      }
    }
  },
});
