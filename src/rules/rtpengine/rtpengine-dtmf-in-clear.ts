import { endpointOf, isLoopback, settingOf, subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

export const rtpengineDtmfInClear = defineRule({
  id: "rtpengine-dtmf-in-clear",
  title: "Digits that callers press leave the host in clear",
  severity: "medium",
  needs: ["rtpengine"],
  why: "dtmf-log-dest sends each digit with the number of its call as a UDP packet of text: PINs of voicemail, card numbers, codes of doors.",
  degrees: "Medium: somebody has to read along on the way.",
  fix: "Send them to loopback and from there through a tunnel, or remove the line.",
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\ndtmf-log-dest = 192.0.2.40:9999\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\ndtmf-log-dest = 127.0.0.1:9999\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 319,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      const setting = settingOf(system, "dtmf-log-dest");
      if (setting === undefined || setting.value === "") continue;
      const { host } = endpointOf(setting.value);
      if (!isLoopback(host)) report(setting.at, { subject: subjectOf(system, setting.name), note: setting.name, message: `every digit that a caller presses goes in clear to ${host}` });
    }
  },
});
