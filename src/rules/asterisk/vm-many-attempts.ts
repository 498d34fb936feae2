import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { rewrite, settingsOf } from "./settings.js";

export const vmManyAttempts = defineRule({
  id: "vm-many-attempts",
  title: "A caller may try many PINs in one call",
  severity: "low",
  needs: ["asterisk"],
  why: `Each call may try \`maxlogins\` PINs before it is ended. More of them make guessing four digits a matter of hours, and of few records.`,
  degrees: "Low.",
  fix: "Write `maxlogins=3`, the default.",
  before: { "voicemail.conf": "[general]\nmaxlogins=100\n" },
  after: { "voicemail.conf": "[general]\nmaxlogins=3\n" },
  versions: EVERY_RELEASE,
  references: [sample("voicemail.conf")],
  cwe: 307,
  check({ asterisk }, report) {
    for (const { fact, subject } of settingsOf(asterisk, "voicemail.conf", "general", "maxlogins", "3")) {
      if (Number.parseInt(fact.value, 10) > 5) report(fact, { subject, message: `a caller may try ${fact.value} PINs in one call`, ...rewrite(fact, "3") });
    }
  },
});
