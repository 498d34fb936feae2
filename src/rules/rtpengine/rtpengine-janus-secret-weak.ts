import { reachOf } from "../reach.js";
import { settingOf, subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

/** Characters; below it a secret is guessed in the end. */
const SHORTEST = 16;
/** As the file that rtpengine comes with has it. */
const SAMPLE = "ABC123";

export const rtpengineJanusSecretWeak = defineRule({
  id: "rtpengine-janus-secret-weak",
  title: "The secret of the Janus interface is short or the sample's",
  severity: "medium",
  needs: ["rtpengine"],
  why: "Over HTTP and WebSocket rtpengine also speaks the protocol of Janus, and this secret opens its administration. Nothing slows down guessing.",
  degrees: "Medium; low where only the host itself gets to the HTTP port.",
  fix: "Write 32 or more random characters.",
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nlisten-http = 192.0.2.20:2225\njanus-secret = example\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nlisten-http = 192.0.2.20:2225\njanus-secret = example-of-a-long-and-random-word-0123456789\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 521,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      const setting = settingOf(system, "janus-secret");
      const http = system.control.filter(({ option }) => option.startsWith("listen-http"));
      if (setting === undefined || http.length === 0 || setting.value.length >= SHORTEST) continue;
      const local = http.every(({ audience }) => reachOf(audience) === "localhost");
      report(setting.at, { subject: subjectOf(system, setting.name), severity: local ? "low" : "medium", note: setting.name, message: `the secret of the Janus interface has ${setting.value.length} characters${setting.value === SAMPLE ? " and is the sample's" : ""}` });
    }
  },
});
