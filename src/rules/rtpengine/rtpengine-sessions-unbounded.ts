import { numberOf, subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

export const rtpengineSessionsUnbounded = defineRule({
  id: "rtpengine-sessions-unbounded",
  title: "Nothing limits the calls that rtpengine takes",
  severity: "low",
  needs: ["rtpengine"],
  why: "Each call takes ports, memory and time of the processor. Where nothing limits them, a flood of INVITEs that the proxy lets through takes them all, and calls that are on suffer with it.",
  degrees: "Low: the proxy before it should limit first.",
  fix: `Write \`max-sessions\`, \`max-cpu\` or \`max-load\` with what the host is good for.`,
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 770,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      // -1 is how max-sessions is switched off; of the others 0.
      const limited = (numberOf(system, "max-sessions") ?? -1) >= 0 || ["max-load", "max-cpu", "max-bandwidth"].some((name) => (numberOf(system, name) ?? 0) > 0);
      if (!limited) report(system.section.at, { subject: subjectOf(system, "max-sessions"), note: "max-sessions is not written here", message: "none of max-sessions, max-load, max-cpu and max-bandwidth limits the calls that are taken" });
    }
  },
});
