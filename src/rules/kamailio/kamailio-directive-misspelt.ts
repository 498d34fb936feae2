import { defineRule } from "../rule.js";

export const kamailioDirectiveMisspelt = defineRule({
  id: "kamailio-directive-misspelt",
  title: "A misspelt directive is a comment",
  severity: "high",
  needs: ["kamailio"],
  why: `\`#!defin WITH_AUTH\` starts with a number sign, and a line that is no directive is a comment: Kamailio starts without a word, and what the line was to turn on,
authentication for one, is off.`,
  degrees: "High.",
  fix: "Write the directive as the fix says.",
  before: { "kamailio.cfg": "#!KAMAILIO\n#!defin WITH_AUTH\nrequest_route { exit; }\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\n#!define WITH_AUTH\nrequest_route { exit; }\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 1061,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { code, message, at } of system.problems) {
        if (code === "directive-misspelt" || code === "else-ignored") report(at, { subject: `${at.file.path} ${at.file.text.slice(at.start, at.end)}`, message });
      }
    }
  },
});
