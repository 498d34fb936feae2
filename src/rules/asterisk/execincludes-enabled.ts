import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isTrue, rewrite, settingsOf } from "./settings.js";

export const execincludesEnabled = defineRule({
  id: "execincludes-enabled",
  title: "A line of a configuration may run a program",
  severity: "medium",
  needs: ["asterisk"],
  why: `With \`execincludes\` a line \`#exec\` in any file that Asterisk reads runs a program at every load. Whoever may write one of those files, a web interface or
the manager's class config, runs commands as Asterisk's user.`,
  degrees: "Medium where a file uses it, low where none that was given does.",
  fix: "Write `execincludes = no`, and make the files before Asterisk starts.",
  before: { "asterisk.conf": "[options]\nexecincludes = yes\n" },
  after: { "asterisk.conf": "[options]\nexecincludes = no\n" },
  versions: EVERY_RELEASE,
  references: [sample("asterisk.conf"), "https://docs.asterisk.org/Fundamentals/Asterisk-Configuration/Asterisk-Configuration-Files/"],
  cwe: 78,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "asterisk.conf", "options", "execincludes", "no")) {
      if (!isTrue(fact.value)) continue;
      const uses = system.problems.filter(({ code }) => code === "exec-output");
      report(fact, {
        subject, severity: uses.length > 0 ? "medium" : "low",
        message: uses.length > 0 ? "programs are run to make the configuration" : "any file that Asterisk reads may run a program, though none that was given does",
        related: uses.slice(0, 3).map(({ at }) => ({ span: at, note: "run at every load" })),
        // What no file uses can be switched off without a change.
        ...(uses.length > 0 || [...system.files.values()].some(({ certain }) => !certain) ? {} : rewrite(fact, "no")),
      });
    }
  },
});
