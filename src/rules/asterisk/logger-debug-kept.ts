import { defineRule } from "../rule.js";
import { levelsOf, logFiles } from "./log-files.js";
import { EVERY_RELEASE, LOGGING_PAGE } from "./pages.js";
import { factOf, pathOf } from "./settings.js";

export const loggerDebugKept = defineRule({
  id: "logger-debug-kept",
  title: "Debugging is kept in a log",
  severity: "low",
  needs: ["asterisk"],
  why: `At \`debug\` and \`trace\` Asterisk writes variables, requests and at times credentials, as much as the level set at the command line asks for, and fills disks:
a full disk ends voicemail, records and the log of the attack itself.`,
  degrees: "Low for a file or syslog.",
  fix: "Keep `notice,warning,error,security`, and add debug for the time of a search.",
  before: { "logger.conf": "[logfiles]\nfull.log => notice,warning,error,debug\n" },
  after: { "logger.conf": "[logfiles]\nfull.log => notice,warning,error,security\n" },
  versions: EVERY_RELEASE,
  references: [LOGGING_PAGE],
  cwe: 532,
  check({ asterisk }, report) {
    for (const line of asterisk.flatMap((system) => logFiles(system).files)) {
      const level = levelsOf(line).find((each) => each === "debug" || each === "trace");
      if (level !== undefined && !/^console$/i.test(line.name)) report(factOf(line), { subject: pathOf(line.at, "logfiles"), message: `\`${line.name}\` keeps ${level}` });
    }
  },
});
