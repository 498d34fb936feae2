import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isFalse, isTrue, settingsOf } from "./settings.js";

export const cdrFailedCallsLeftOut = defineRule({
  id: "cdr-failed-calls-left-out",
  title: "Calls that nobody answers leave no record",
  severity: "info",
  needs: ["asterisk"],
  why: `Whoever searches for a number that costs money, or for a way out of the dialplan, makes hundreds of calls that fail. By default those of one channel leave no
record at all, so that the search is seen in no report.`,
  degrees: "Info: records grow by it.",
  fix: "Write `unanswered = yes` and `congestion = yes`.",
  before: { "cdr.conf": "[general]\nenable=yes\n" },
  after: { "cdr.conf": "[general]\nenable=yes\nunanswered=yes\n" },
  versions: EVERY_RELEASE,
  references: [sample("cdr.conf")],
  cwe: 778,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "cdr.conf", "general", "unanswered", "no")) {
      const on = settingsOf([system], "cdr.conf", "general", "enable", "yes").every((each) => !isFalse(each.fact.value));
      if (on && !isTrue(fact.value)) report(fact, { subject, message: "calls that nobody answers leave no record" });
    }
  },
});
