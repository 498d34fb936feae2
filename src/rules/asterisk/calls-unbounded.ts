import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { settingsOf } from "./settings.js";

export const callsUnbounded = defineRule({
  id: "calls-unbounded",
  title: "Nothing bounds the number of calls",
  severity: "info",
  needs: ["asterisk"],
  why: `Stolen credentials call as many numbers at once as the line carries, and a flood of INVITEs takes the memory of calls that must go on. \`maxcalls\` bounds
all of them, whatever the dialplan forgets.`,
  degrees: "Info; not told where the dialplan counts calls (GROUP_COUNT).",
  fix: "Write `maxcalls` a little above the busiest hour.",
  before: { "asterisk.conf": "[options]\nrunuser = asterisk\n" },
  after: { "asterisk.conf": "[options]\nrunuser = asterisk\nmaxcalls = 60\n" },
  versions: EVERY_RELEASE,
  references: [sample("asterisk.conf")],
  cwe: 770,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "asterisk.conf", "options", "maxcalls", "0")) {
      const counts = [...(system.dialplan?.contexts.values() ?? [])].some(({ steps }) => steps.some(({ data }) => data.includes("GROUP_COUNT")));
      if (!(Number.parseInt(fact.value, 10) > 0) && !counts) report(fact, { subject, message: "nothing bounds the number of calls at once" });
    }
  },
});
