import { isKnown, set } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { pathOf, rewrite } from "./settings.js";

export const rtpReplayAccepted = defineRule({
  id: "rtp-replay-accepted",
  title: "Encrypted media that was recorded is taken again",
  severity: "medium",
  needs: ["asterisk"],
  why: `SRTP numbers its packets so that each counts once. Without that check somebody on the way repeats what was said ("yes", a tone of a PIN) without knowing the key,
and a flood of old packets keeps Asterisk busy.`,
  degrees: "Medium.",
  fix: "Remove the line: the protection is on by default.",
  before: { "rtp.conf": "[general]\nrtpstart=20000\nrtpend=20999\nsrtpreplayprotection=no\n" },
  after: { "rtp.conf": "[general]\nrtpstart=20000\nrtpend=20999\nsrtpreplayprotection=yes\n" },
  versions: "Asterisk 16.16.1, 18.2.1 and later.",
  references: [sample("rtp.conf"), "https://www.rfc-editor.org/rfc/rfc3711#section-3.3.2"],
  cwe: 294,
  check({ asterisk }, report) {
    for (const { media: { rtp } } of asterisk) {
      const replay = rtp?.replayProtection;
      if (replay === undefined || !isKnown(replay) || replay.value) continue;
      report(replay, { subject: pathOf(replay.at, "general"), message: "encrypted media that was recorded is taken again", ...rewrite(set("no", replay.at, replay.spelling), "yes") });
    }
  },
});
