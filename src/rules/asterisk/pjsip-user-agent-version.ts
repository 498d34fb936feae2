import { defineRule } from "../rule.js";
import { isComplete } from "./references.js";
import { EVERY_PJSIP, linesIn, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipUserAgentVersion = defineRule({
  id: "pjsip-user-agent-version",
  title: "Every answer tells the release of Asterisk",
  severity: "info",
  needs: ["asterisk"],
  why: `The User-Agent and Server headers name the exact release unless \`user_agent\` is written. Scanners collect them, and know on the day of an
advisory whom it fits.`,
  degrees: "Info: a release that is up to date has little to hide.",
  fix: "Write a `user_agent` without a release into the global section.",
  before: { "pjsip.conf": "[global]\ntype=global\nuser_agent=Asterisk PBX 22.5.1\n" },
  after: { "pjsip.conf": "[global]\ntype=global\nuser_agent=pbx\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 200,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const [global] = objectsOf(sip, "global");
      const [transport] = objectsOf(sip, "transport");
      const written = global === undefined ? undefined : linesIn(global, "user_agent").at(-1);
      if (written !== undefined && !/(?:asterisk|freepbx|fpbx|issabel|pbx).*\d/i.test(written.value)) continue;
      const at = written?.at ?? global?.at ?? transport?.at;
      if (at !== undefined && (global !== undefined || isComplete(sip.system, "global"))) report(at, { subject: "user_agent", note: "user_agent", message: written === undefined ? "every answer names the release of Asterisk: user_agent is not written" : "every answer names the release: user_agent says it" });
    }
  },
});
