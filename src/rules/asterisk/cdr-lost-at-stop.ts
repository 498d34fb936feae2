import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isFalse, isTrue, rewrite, settingsOf } from "./settings.js";

export const cdrLostAtStop = defineRule({
  id: "cdr-lost-at-stop",
  title: "Records of calls are lost when Asterisk stops",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`batch\` records wait in memory, and without \`safeshutdown\` a stop throws them away: an intruder who restarts Asterisk takes the traces along.`,
  degrees: "Low.",
  fix: "Write `safeshutdown=yes`.",
  before: { "cdr.conf": "[general]\nunanswered=yes\nbatch=yes\nsafeshutdown=no\n" },
  after: { "cdr.conf": "[general]\nunanswered=yes\nbatch=yes\nsafeshutdown=yes\n" },
  versions: EVERY_RELEASE,
  references: [sample("cdr.conf")],
  cwe: 778,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "cdr.conf", "general", "safeshutdown", "yes")) {
      const [batch] = settingsOf([system], "cdr.conf", "general", "batch", "no");
      if (isFalse(fact.value) && batch !== undefined && isTrue(batch.fact.value)) report(fact, { subject, message: "records that wait in memory are lost when Asterisk stops", ...rewrite(fact, "yes") });
    }
  },
});
