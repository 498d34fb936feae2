import { defineRule } from "../rule.js";
import { dialplans, subjectOf } from "./accuse.js";

export const dialplanWriteprotectOff = defineRule({
  id: "dialplan-writeprotect-off",
  title: "A console may overwrite the dialplan",
  severity: "info",
  needs: ["asterisk"],
  why: `With static=yes and writeprotect=no, \`dialplan save\` writes the running dialplan over extensions.conf: whoever gets to a console
or to the manager's command makes a change of theirs last.`,
  degrees: "Info: it takes a console first",
  fix: "Write `writeprotect=yes`.",
  before: { "extensions.conf": "[general]\nstatic=yes\nwriteprotect=no\n[phones]\nexten => 100,1,Dial(PJSIP/100)\n" },
  after: { "extensions.conf": "[general]\nstatic=yes\nwriteprotect=yes\n[phones]\nexten => 100,1,Dial(PJSIP/100)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/"],
  cwe: 732,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      const [fixed, protect] = ["static", "writeprotect"].map((name) => analysis.dialplan.general.get(name));
      if (fixed === undefined || protect === undefined || !/^(?:yes|true|y|t|1|on)$/i.test(fixed.value.trim()) || /^(?:yes|true|y|t|1|on)$/i.test(protect.value.trim())) continue;
      report(protect.at, {
        subject: subjectOf(protect.at, "general"),
        message: "`dialplan save` may write over this file: static is on and writeprotect is not",
        note: "writeprotect",
        edits: [{ at: protect.at, text: "yes" }],
      });
    }
  },
});
