import { defineRule } from "../rule.js";
import { dialplans, subjectOf, whoOf } from "./accuse.js";

export const dialplanCalleridTrust = defineRule({
  id: "dialplan-callerid-trust",
  title: "A right hangs on the caller's number, which can be forged",
  severity: "medium",
  needs: ["asterisk"],
  why: `The caller's number is what the other side sends. An extension for one caller only (\`_X./2025550123\`), or a branch on
CALLERID(num) that leads to a line, a dial tone or a mailbox, opens to everybody who writes that number.`,
  degrees: "High where strangers or trunks get there, low for accounts, whose number the endpoint can fix.",
  fix: "Ask for a code besides, or decide by the endpoint: `${CHANNEL(endpoint)}`.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\ncontext=from-carrier\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[from-carrier]\nexten => s/2025550123,1,DISA(no-password,out)\n[out]\nexten => _X.,1,Hangup()\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\ncontext=from-carrier\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[from-carrier]\nexten => s/2025550123,1,Authenticate(/etc/asterisk/pins)\n same => n,DISA(no-password,out)\n[out]\nexten => _X.,1,Hangup()\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/Pattern-Matching/"],
  cwe: 290,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      const paid = [...analysis.journeys.flatMap(({ paid: calls, kind }) => calls.map(({ step, arrival }) => ({ step, arrival, callers: kind }))), ...analysis.inner.map(({ step, arrival }) => ({ step, arrival, callers: "phone" as const }))];
      const rights = [...analysis.uses.filter(({ application }) => application === "disa" || application === "voicemailmain"), ...paid];
      const told = new Set<unknown>();
      for (const { step, arrival, callers } of rights) {
        if (step.callerId === null || step.callerId === "" || arrival.guard !== null || told.has(step)) continue;
        told.add(step);
        report(step.at, {
          subject: subjectOf(step.at, step.extension),
          severity: callers === "anyone" || callers === "trunk" ? "high" : "low",
          confidence: callers === "unknown" ? "medium" : "high",
          message: `${step.application} is for callers whose number is ${step.callerId}, which ${whoOf(callers)} can write`,
          note: "an extension for one caller",
        });
      }
    }
  },
});
