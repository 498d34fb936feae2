import { isOn, settingOf, subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

export const rtpengineSipSource = defineRule({
  id: "rtpengine-sip-source",
  title: "rtpengine sends sound to where the SIP came from",
  severity: "medium",
  needs: ["rtpengine"],
  why: "With sip-source the sender of the SIP message counts instead of the address in its SDP. Over UDP that sender is forged with ease, and behind a proxy it is the proxy: the sound of calls goes to a machine that somebody else chose.",
  degrees: "Medium: an attacker has to forge the address of a message that the proxy accepts.",
  fix: "Remove the line; give the flag SIP-source-address with the calls that need it.",
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nsip-source = true\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nsip-source = false\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 290,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      const setting = settingOf(system, "sip-source");
      if (isOn(setting)) report(setting.at, { subject: subjectOf(system, setting.name), note: setting.name, message: "sound goes to the sender of the SIP message, whose address may be forged, and not to the address in the SDP" });
    }
  },
});
