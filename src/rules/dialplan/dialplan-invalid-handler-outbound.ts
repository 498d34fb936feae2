import { defineRule } from "../rule.js";
import { subjectOf, wayOf } from "./accuse.js";
import { paidCalls } from "./paid.js";

export const dialplanInvalidHandlerOutbound = defineRule({
  id: "dialplan-invalid-handler-outbound",
  title: "What fits no extension is called by a trunk",
  severity: "medium",
  needs: ["asterisk"],
  why: `The extensions i, t, e, o and a are where calls go whose number fits nothing, who keyed in nothing, or who pressed a key at the
mailbox. If such a place calls out, with what the caller keyed in, every wrong number is a call at your cost.`,
  degrees: "Medium; high where strangers or trunks get there.",
  fix: "End such calls: `exten => i,1,Hangup(1)`.",
  before: { "extensions.conf": "[menu]\nexten => s,1,WaitExten(5)\nexten => i,1,Dial(PJSIP/${INVALID_EXTEN}@carrier)\n" },
  after: { "extensions.conf": "[menu]\nexten => s,1,WaitExten(5)\nexten => i,1,Hangup(1)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/"],
  cwe: 863,
  check({ asterisk }, report) {
    for (const { call, analysis } of paidCalls(asterisk)) {
      if (!/^[iteoa]$/.test(call.extension)) continue;
      const stranger = analysis.journeys.some(({ kind, paid }) => (kind === "anyone" || kind === "trunk") && paid.some(({ step }) => step === call.step));
      report(call.at, {
        subject: subjectOf(call.step.at, call.home),
        severity: stranger ? "high" : "medium",
        confidence: call.arrival.confidence,
        message: `extension ${call.extension} of [${call.home}], where ${call.extension === "i" ? "numbers that fit nothing" : "calls without a number"} end up, calls out by ${call.trunk}`,
        note: call.step.application,
        related: wayOf(stranger ? call.arrival : null, null, call.at),
      });
    }
  },
});
