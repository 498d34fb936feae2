import { isKnown } from "../../posture/index.js";
import { byWhom } from "../phrase.js";
import { defineRule } from "../rule.js";
import { isFalse, pathOf, settingOf } from "./settings.js";

export const rtpStrictrtpOff = defineRule({
  id: "rtp-strictrtp-off",
  title: "Media is taken from any address",
  severity: "high",
  needs: ["asterisk"],
  why: `Without strictrtp Asterisk plays out whatever RTP arrives at the port of a call, whoever sent it, and with rtp_symmetric it
sends its own media back there. Somebody who sprays packets over the port range speaks into calls and, without SRTP, hears them ("RTP bleed").`,
  degrees: "High: the port range has to be open to whoever may call.",
  fix: "Remove the line, or write `strictrtp = yes`.",
  before: { "rtp.conf": "[general]\nrtpstart=20000\nrtpend=20999\nstrictrtp=no\n" },
  after: { "rtp.conf": "[general]\nrtpstart=20000\nrtpend=20999\nstrictrtp=yes\n" },
  versions: "Asterisk, all versions; on by default since 12.",
  references: ["https://docs.asterisk.org/Asterisk_22_Documentation/API_Documentation/Module_Configuration/res_rtp_asterisk/", "https://www.rtpbleed.com/"],
  cwe: 346,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const strict = settingOf(system, "rtp.conf", "general", "strictrtp", "yes");
      if (strict === undefined || !isKnown(strict) || !isFalse(strict.value)) continue;
      report(strict, {
        subject: pathOf(strict.at, "general"), message: `media is taken from any address: strictrtp is ${strict.value}${byWhom(strict)}`,
        ...(strict.kind === "set" ? { edits: [{ at: strict.at, text: "yes" }] } : {}),
      });
    }
  },
});
