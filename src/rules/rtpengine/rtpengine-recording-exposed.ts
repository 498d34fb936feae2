import { settingOf, subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

const WEB = /^\/(?:var\/www|srv\/(?:www|http)|usr\/share\/nginx\/html)(?:\/|$)/;

export const rtpengineRecordingExposed = defineRule({
  id: "rtpengine-recording-exposed",
  title: "Recorded calls lie where others can get at them",
  severity: "medium",
  needs: ["rtpengine"],
  why: "Below the folder of a web server everybody may fetch them who guesses a name. Below /tmp any account of the host may put a link in their way before rtpengine comes, and reads what is written with the usual rights.",
  degrees: "High below a web root, medium below /tmp and /var/tmp.",
  fix: "Write a folder of its own, as /var/spool/rtpengine, with mode 0700.",
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nrecording-dir = /tmp/calls\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nrecording-dir = /var/spool/rtpengine\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 552,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      const setting = settingOf(system, "recording-dir");
      const web = WEB.test(setting?.value ?? "");
      if (setting === undefined || !(web || /^\/(?:var\/)?tmp(?:\/|$)/.test(setting.value))) continue;
      report(setting.valueAt, { subject: subjectOf(system, setting.name), severity: web ? "high" : "medium", note: setting.name, message: `recorded calls are written below ${web ? "the folder of a web server" : "a folder that every account of the host writes to"}` });
    }
  },
});
