import { defineRule } from "../rule.js";
import { EVERY_RELEASE, LOGGING_PAGE } from "./pages.js";
import { settingsOf } from "./settings.js";

export const loggerNeverRotated = defineRule({
  id: "logger-never-rotated",
  title: "Logs are not rotated by Asterisk",
  severity: "info",
  needs: ["asterisk"],
  why: `With \`rotatestrategy=none\` only another program keeps the logs from filling the disk, which every scanner on the Internet helps with.`,
  degrees: "Info: logrotate mostly does it.",
  fix: "See that logrotate has a file for Asterisk's logs.",
  before: { "logger.conf": "[general]\nrotatestrategy=none\n" },
  after: { "logger.conf": "[general]\nrotatestrategy=rotate\n" },
  versions: EVERY_RELEASE,
  references: [LOGGING_PAGE],
  cwe: 400,
  check({ asterisk }, report) {
    for (const { fact, subject } of settingsOf(asterisk, "logger.conf", "general", "rotatestrategy", "sequential")) {
      if (/^none$/i.test(fact.value)) report(fact, { subject, message: "Asterisk leaves the rotation of its logs to others" });
    }
  },
});
