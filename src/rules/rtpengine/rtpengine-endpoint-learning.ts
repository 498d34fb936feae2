import { settingOf, subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

export const rtpengineEndpointLearning = defineRule({
  id: "rtpengine-endpoint-learning",
  title: "rtpengine sends sound to whoever sends first",
  severity: "medium",
  needs: ["rtpengine"],
  why: `With \`immediate\` and \`delayed\` the address that sound goes to is learned from a packet, whoever sent it. Somebody who sprays packets over the ports when a call begins hears one side of it (CVE-2025-53399).`,
  degrees: `High with \`immediate\`, medium with \`delayed\`, which looks at packets for three seconds.`,
  fix: `Write \`endpoint-learning = heuristic\`, or \`off\` where no phone stands behind address translation, and give the flag strict-source with each call.`,
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nendpoint-learning = delayed\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nendpoint-learning = heuristic\n"},
  versions: "rtpengine; nothing is said where the line is absent, for the default depends on the release (heuristic since 13.5).",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html", "https://www.enablesecurity.com/advisories/ES2025-01-rtpengine-improper-behavior-bleed-inject/"],
  cwe: 346,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      const setting = settingOf(system, "endpoint-learning");
      const way = setting?.value.toLowerCase();
      if (setting === undefined || (way !== "immediate" && way !== "delayed")) continue;
      report(setting.valueAt, { subject: subjectOf(system, setting.name), severity: way === "immediate" ? "high" : "medium", note: setting.name, message: `where the sound of a call goes is learned from ${way === "immediate" ? "the first packet" : "the first packet after three seconds"}, whoever sent it` });
    }
  },
});
