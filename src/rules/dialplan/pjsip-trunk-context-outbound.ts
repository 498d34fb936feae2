import { defineRule } from "../rule.js";
import { dialplans } from "./accuse.js";
import { accuseJourney, degreeOf, openCalls } from "./outbound.js";

export const pjsipTrunkContextOutbound = defineRule({
  id: "pjsip-trunk-context-outbound",
  title: "Calls that come in by a trunk can leave by a trunk",
  severity: "critical",
  needs: ["asterisk"],
  why: `A trunk is let in by its address, or by nothing at all where no auth is asked for. If its context leads to outbound routes, the
other side, whoever speaks in its name over UDP, and often everybody who rings the line and presses keys calls the world at your
cost.`,
  degrees: "Critical where keys decide the number, as anybody who rings the line can press them, or where knowing the trunk's name is enough to be taken for it; high where only the other side's server chooses the number.",
  fix: "Give trunks a context that holds your own numbers alone, and let nothing lead from there to outbound routes.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\ncontext=phones\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[phones]\nexten => _NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@carrier,60)\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\ncontext=inbound\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[inbound]\nexten => 2025550123,1,Dial(PJSIP/100,20)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/"],
  cwe: 863,
  check(posture, report) {
    for (const { analysis } of dialplans(posture.asterisk)) {
      for (const journey of analysis.journeys) {
        const callers = journey.callers.filter(({ technology }) => technology === "pjsip");
        if (journey.kind !== "trunk" || callers.length === 0) continue;
        const calls = openCalls(journey);
        const keyed = calls.some(({ number }) => number.trail?.origin === "keys");
        const spoofed = callers.find(({ spoofable }) => spoofable);
        const words = keyed ? ". The number is keyed in: whoever rings the line can do it" : spoofed === undefined ? "" : `. ${spoofed.name} is known by its name too, which anybody can write into From`;
        accuseJourney(report, journey, callers, keyed || spoofed !== undefined ? degreeOf("critical", posture) : "high", words);
      }
    }
  },
});
