import { defineRule } from "../rule.js";
import { dialplans, subjectOf, wayOf } from "./accuse.js";
import { wayInWords } from "./outbound.js";

/** Contexts of samples, guides and generated systems that calls from outside come in by. */
const OUTSIDE = /^(?:default|public|guest|anonymous|unauthenticated|incoming|inbound|from-(?:sip-external|trunk|pstn|did-direct|external|outside|internet|carrier|provider|zaptel|dahdi)|ext-did|sip-external|external)$/i;

export const dialplanIncludeOutboundInInbound = defineRule({
  id: "dialplan-include-outbound-in-inbound",
  title: "A context for calls from outside includes one that calls out",
  severity: "high",
  needs: ["asterisk"],
  why: `Names such as default, public, from-trunk or incoming are what strangers' and trunks' calls come in by. Where such a context
leads to outbound routes, whoever rings in rings out.`,
  degrees: "High, with medium confidence: only the name tells who comes in by it. Where the files tell (pjsip.conf, sip.conf, iax.conf), their rules judge instead.",
  fix: "Take the include out; give each kind of caller a context of its own.",
  before: { "extensions.conf": "[from-trunk]\ninclude => outbound\n[outbound]\nexten => _NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@carrier,60)\n" },
  after: { "extensions.conf": "[from-trunk]\nexten => 2025550123,1,Dial(PJSIP/100,20)\n[phones]\ninclude => outbound\n[outbound]\nexten => _NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@carrier,60)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/"],
  cwe: 863,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      const entered = new Set(analysis.callers.map(({ context }) => context));
      for (const { name, at } of analysis.dialplan.contexts.values()) {
        if (!OUTSIDE.test(name) || entered.has(name) || analysis.callers.length > 0) continue;
        const [call] = analysis.from(name).filter(({ arrival }) => arrival.guard === null);
        if (call === undefined) continue;
        report(at, {
          subject: subjectOf(at, name),
          confidence: call.arrival.confidence === "low" ? "low" : "medium",
          message: `[${name}], by its name a context for calls from outside, leads to calls by ${call.trunk}: ${wayInWords(call)}`,
          note: "the context",
          related: wayOf(call.arrival, null, at),
        });
      }
    }
  },
});
