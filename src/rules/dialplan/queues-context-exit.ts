import { defineRule } from "../rule.js";
import { dialplans, subjectOf, wayOf } from "./accuse.js";
import { wayInWords } from "./outbound.js";

export const queuesContextExit = defineRule({
  id: "queues-context-exit",
  title: "A key leads from the queue to outbound routes",
  severity: "medium",
  needs: ["asterisk"],
  why: `context= of a queue is where a key leads that is pressed while waiting. It takes one key, but what is there goes on: from a
context that calls out, or whose extensions ask for further digits, callers dial away from the queue.`,
  degrees: "High where strangers or trunks get into the queue and out from there, medium else.",
  fix: "Name a context that holds the keys of this queue's menu alone.",
  before: { "queues.conf": "[support]\ncontext=phones\n", "extensions.conf": "[phones]\nexten => _X!,1,Dial(DAHDI/g0/${EXTEN})\n" },
  after: { "queues.conf": "[support]\ncontext=support-keys\n", "extensions.conf": "[support-keys]\nexten => 0,1,Dial(PJSIP/100)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Applications/Building-Queues/"],
  cwe: 863,
  check({ asterisk }, report) {
    for (const { system, analysis } of dialplans(asterisk)) {
      for (const { name: queue, isTemplate, variables } of system.files.get("queues.conf")?.categories ?? []) {
        const line = variables.findLast(({ name }) => name.toLowerCase() === "context");
        if (isTemplate || line === undefined || queue.toLowerCase() === "general") continue;
        const call = [..."0123456789*#"].flatMap((key) => analysis.probe(line.value, key)).find(({ arrival }) => arrival.guard === null);
        if (call === undefined) continue;
        const strangers = analysis.journeys.some(({ paid }) => paid.some(({ step }) => step === call.step));
        report(line.at, {
          subject: subjectOf(line.at, queue),
          severity: strangers ? "high" : "medium",
          confidence: call.arrival.confidence,
          message: `a key pressed while waiting in ${queue} leads to calls by ${call.trunk}: ${wayInWords(call)}`,
          note: "context",
          related: wayOf(call.arrival, null, line.at),
        });
      }
    }
  },
});
