import { dialplans } from "./accuse.js";
import { defineRule } from "../rule.js";
import { accuseJourney, degreeOf } from "./outbound.js";

export const dialplanDefaultOutbound = defineRule({
  id: "dialplan-default-outbound",
  title: "Strangers can call out at your cost",
  severity: "critical",
  needs: ["asterisk"],
  why: `Whoever sends an INVITE without a password comes in by the context of the anonymous endpoint, of guests, or of an endpoint
without auth. If any way leads from there to a line to the outside, scanners find it within hours and sell the minutes:
includes, Goto, Local channels and keys pressed in a menu are such ways.`,
  degrees: "Critical; high where no socket can be reached from the world. Lower confidence where the way passes what the files do not decide. A way that asks for a secret is not accused here.",
  fix: "Give strangers a context of their own that holds nothing but what they may reach, and include nothing into it.",
  before: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=default\n[carrier]\ntype=endpoint\ncontext=inbound\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[default]\ninclude => outbound\n[outbound]\nexten => _NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@carrier,60)\n" },
  after: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=public\n[carrier]\ntype=endpoint\ncontext=inbound\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[public]\nexten => _X.,1,Hangup(21)\n[outbound]\nexten => _NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@carrier,60)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/"],
  cwe: 863,
  check(posture, report) {
    for (const { analysis } of dialplans(posture.asterisk)) {
      for (const journey of analysis.journeys) {
        if (journey.kind === "anyone") accuseJourney(report, journey, journey.callers, degreeOf("critical", posture), ". No password is asked for");
      }
    }
  },
});
