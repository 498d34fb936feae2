import { defineRule } from "../rule.js";
import { dialplans } from "./accuse.js";
import { accuseJourney, degreeOf, openCalls } from "./outbound.js";

export const dialplanTrunkContextOutbound = defineRule({
  id: "dialplan-trunk-context-outbound",
  title: "Calls that come in by a line of SIP, IAX or DAHDI can leave by a trunk",
  severity: "critical",
  needs: ["asterisk"],
  why: `Who rings a line is anybody. If the line's context leads to outbound routes, by an include, a menu that takes digits or a
transfer, the world calls at your cost.`,
  degrees: "Critical where keys decide the number, as anybody who rings the line can press them, or where knowing the trunk's name is enough to be taken for it; high where only the other side's server chooses the number.",
  fix: "Give lines a context that holds your own numbers alone, and let nothing lead from there to outbound routes.",
  before: { "chan_dahdi.conf": "[channels]\nsignalling=fxs_ks\ncontext=phones\nchannel=>1\n", "extensions.conf": "[phones]\nexten => s,1,WaitExten(10)\nexten => _9.,1,Dial(DAHDI/g0/${EXTEN:1})\n" },
  after: { "chan_dahdi.conf": "[channels]\nsignalling=fxs_ks\ncontext=lines\nchannel=>1\n", "extensions.conf": "[lines]\nexten => s,1,Dial(DAHDI/2,20)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/"],
  cwe: 863,
  check(posture, report) {
    for (const { analysis } of dialplans(posture.asterisk)) {
      for (const journey of analysis.journeys) {
        const callers = journey.callers.filter(({ technology }) => technology !== "pjsip");
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
