import { defineRule } from "../rule.js";
import { EVERY_RELEASE, LOGGING_PAGE } from "./pages.js";
import { settingsOf } from "./settings.js";

export const loggerRotateCommand = defineRule({
  id: "logger-rotate-command",
  title: "Rotating a log runs a command",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`exec_after_rotate\` is given to a shell as Asterisk's user whenever somebody says \`logger rotate\`, be it by the manager. A script that others may write, or a
name of a file between no quotes, makes that a way in.`,
  degrees: "Medium where the program lies in a folder that others may write to, else low.",
  fix: "Leave the rotation to logrotate and remove the line.",
  before: { "logger.conf": "[general]\nexec_after_rotate=gzip -9 ${filename}.2\n[logfiles]\nmessages.log => notice,security\n" },
  after: { "logger.conf": "[general]\nrotatestrategy = rotate\n[logfiles]\nmessages.log => notice,security\n" },
  versions: EVERY_RELEASE,
  references: [LOGGING_PAGE],
  cwe: 78,
  check({ asterisk }, report) {
    for (const { fact, subject } of settingsOf(asterisk, "logger.conf", "general", "exec_after_rotate", "")) {
      if (fact.value === "") continue;
      const open = /(?:^|[\s;|&])\/(?:tmp|var\/tmp|dev\/shm|home)\//.test(fact.value);
      report(fact, { subject, severity: open ? "medium" : "low", message: `rotating the logs runs a command${open ? " from a folder that others may write to" : ""}` });
    }
  },
});
