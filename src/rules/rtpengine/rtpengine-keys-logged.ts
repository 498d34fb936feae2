import { isOn, numberOf, settingOf, subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

const DEBUG = 7;

export const rtpengineKeysLogged = defineRule({
  id: "rtpengine-keys-logged",
  title: "The keys of encrypted calls are written to the log",
  severity: "high",
  needs: ["rtpengine"],
  why: "Whoever reads the log, or the machine that logs are sent to, decrypts every recorded call. debug-srtp and a log level of 7 also write the private key of DTLS.",
  degrees: "High where log-srtp-keys or debug-srtp says so; medium for a log level of 7, which is mostly forgotten debugging.",
  fix: "Remove the line, and write log-level = 6 or less.",
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nlog-srtp-keys = true\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nlog-srtp-keys = false\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 532,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      for (const name of ["log-srtp-keys", "debug-srtp"]) {
        const setting = settingOf(system, name);
        if (isOn(setting)) report(setting.at, { subject: subjectOf(system, name), note: name, message: "the keys of encrypted calls are written to the log" });
      }
      // A level of its own counts before the common one (lib/auxlib.c: log_levels).
      const name = (numberOf(system, "log-level-srtp") ?? 0) === 0 ? "log-level" : "log-level-srtp";
      const setting = settingOf(system, name);
      if (setting === undefined || (numberOf(system, name) ?? 0) < DEBUG) continue;
      report(setting.at, { subject: subjectOf(system, name), severity: "medium", note: name, message: `a log level of ${setting.value} writes the keys of encrypted calls to the log` });
    }
  },
});
