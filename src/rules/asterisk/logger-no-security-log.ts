import { defineRule } from "../rule.js";
import { levelsOf, logFiles } from "./log-files.js";
import { EVERY_RELEASE, LOGGING_PAGE, sample } from "./pages.js";
import { pathOf } from "./settings.js";

export const loggerNoSecurityLog = defineRule({
  id: "logger-no-security-log",
  title: "Refused logins are written nowhere",
  severity: "medium",
  needs: ["asterisk"],
  why: `Wrong passwords, addresses that an access list refuses and answers to stale challenges are told at the level \`security\` alone. No file takes it: fail2ban
has nothing to ban by, and after a break-in nobody can say who tried what.`,
  degrees: "Medium.",
  fix: "Write `security.log => security` into [logfiles].",
  before: { "logger.conf": "[logfiles]\nmessages.log => notice,warning,error\n" },
  after: { "logger.conf": "[logfiles]\nmessages.log => notice,warning,error\nsecurity.log => security\n" },
  versions: EVERY_RELEASE,
  references: [LOGGING_PAGE, sample("logger.conf")],
  cwe: 778,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const { files, section } = logFiles(system);
      if (section === null || system.files.get("logger.conf")?.certain !== true) continue;
      const kept = files.filter(({ name }) => !/^console$/i.test(name));
      if (kept.some((line) => levelsOf(line).some((level) => level === "security" || level === "*"))) continue;
      report(section.at, { subject: pathOf(section.at, "logfiles"), message: kept.length === 0 ? "nothing but the console hears anything: no log is kept" : "no file takes the level security, where refused logins are told" });
    }
  },
});
