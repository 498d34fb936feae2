import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isFalse, settingsOf } from "./settings.js";

export const cdrDisabled = defineRule({
  id: "cdr-disabled",
  title: "No record of calls is kept",
  severity: "medium",
  needs: ["asterisk"],
  why: `Without call records nobody notices the calls to expensive numbers at night, nobody can tell afterwards which account made them, and there is nothing to hold
the carrier's bill against.`,
  degrees: "Medium.",
  fix: "Remove the line: records are on by default.",
  before: { "cdr.conf": "[general]\nenable=no\n" },
  after: { "cdr.conf": "[general]\nenable=yes\n" },
  versions: EVERY_RELEASE,
  references: [sample("cdr.conf")],
  cwe: 778,
  check({ asterisk }, report) {
    for (const { fact, subject } of settingsOf(asterisk, "cdr.conf", "general", "enable", "yes")) {
      if (isFalse(fact.value)) report(fact, { subject, message: "no record of calls is kept" });
    }
  },
});
