import { defineRule } from "../rule.js";
import { levelsOf, logFiles } from "./log-files.js";
import { EVERY_RELEASE, LOGGING_PAGE } from "./pages.js";
import { factOf, pathOf } from "./settings.js";

export const loggerKeepsDigits = defineRule({
  id: "logger-keeps-digits",
  title: "Digits that callers key in are kept in a log",
  severity: "medium",
  needs: ["asterisk"],
  why: `The level \`dtmf\` writes every digit of every call: voicemail PINs, codes of conferences, card numbers. Logs are copied to other hosts, backups and
tickets, and read by people who should know none of that.`,
  degrees: "Medium for a file or syslog; never for the console, which forgets.",
  fix: "Take \`dtmf\` out (and replace `*` by the levels that are meant) once the search for a fault is over.",
  before: { "logger.conf": "[logfiles]\nfull.log => notice,warning,error,verbose,dtmf\n" },
  after: { "logger.conf": "[logfiles]\nfull.log => notice,warning,error,verbose\n" },
  versions: EVERY_RELEASE,
  references: [LOGGING_PAGE],
  cwe: 532,
  check({ asterisk }, report) {
    for (const line of asterisk.flatMap((system) => logFiles(system).files)) {
      const level = levelsOf(line).find((each) => each === "dtmf" || each === "*");
      if (level !== undefined && !/^console$/i.test(line.name)) report(factOf(line), { subject: pathOf(line.at, "logfiles"), message: `\`${line.name}\` keeps every digit that callers key in: it takes ${level === "*" ? "every level" : "dtmf"}` });
    }
  },
});
