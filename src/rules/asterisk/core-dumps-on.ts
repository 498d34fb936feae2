import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isTrue, rewrite, settingsOf } from "./settings.js";

export const coreDumpsOn = defineRule({
  id: "core-dumps-on",
  title: "A crash leaves the memory on the disk",
  severity: "info",
  needs: ["asterisk"],
  why: `A core file holds every password, key and the speech of the calls of that moment. Where it lies, and who reads it, is seldom thought of.`,
  degrees: "Info.",
  fix: "Write `dumpcore = no` outside of a search for a crash.",
  before: { "asterisk.conf": "[options]\ndumpcore = yes\n" },
  after: { "asterisk.conf": "[options]\ndumpcore = no\n" },
  versions: EVERY_RELEASE,
  references: [sample("asterisk.conf")],
  cwe: 528,
  check({ asterisk }, report) {
    for (const { fact, subject } of settingsOf(asterisk, "asterisk.conf", "options", "dumpcore", "no")) {
      if (isTrue(fact.value)) report(fact, { subject, message: "a crash writes all memory, secrets included, to the disk", ...rewrite(fact, "no") });
    }
  },
});
