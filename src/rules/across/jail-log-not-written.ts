import { nearestTo } from "../../posture/index.js";
import { listed } from "../phrase.js";
import { fits, isAsterisk, logFilesOf } from "./logs.js";
import { defineRule } from "../rule.js";

export const jailLogNotWritten = defineRule({
  id: "jail-log-not-written",
  title: "A jail reads a log that Asterisk does not write",
  severity: "high",
  needs: ["jails", "asterisk"],
  why: `fail2ban watches a file that logger.conf does not name. It waits for lines that never come, says that the jail runs,
and bans nobody.`,
  degrees: "High.",
  fix: "Let the jail read the file that logger.conf has for `security`.",
  before: { "jail.local": "[asterisk]\nenabled = true\nfilter = asterisk\nlogpath = /var/log/asterisk/security\n", "logger.conf": "[logfiles]\nmessages => notice,warning,error,security\n" },
  after: { "jail.local": "[asterisk]\nenabled = true\nfilter = asterisk\nlogpath = /var/log/asterisk/security\nbanaction = iptables-allports\n", "logger.conf": "[logfiles]\nsecurity => security\nmessages => notice,warning,error\n" },
  versions: "fail2ban.",
  references: ["https://github.com/fail2ban/fail2ban/blob/master/man/jail.conf.5"],
  cwe: 778,
  check({ jails, asterisk }, report) {
    for (const { path, jails: all } of jails) {
      for (const [system] of nearestTo(asterisk.map((one) => [one] as const), path, ([one]) => one.at.file.path)) {
        const written = logFilesOf(system);
        if (written === null) continue;
        for (const jail of all.filter(isAsterisk)) {
          const log = jail.options.get("logpath");
          const watched = log?.value.split(/\s+/).filter((file) => file.startsWith("/")).map((file) => file.replace(/^.*\//, "")) ?? [];
          if (log === undefined || watched.length === 0 || log.value.includes("%") || watched.some((name) => written.some((file) => fits(name, file.name)))) continue;
          report(log.at, { subject: `${path}[${jail.name}]`, note: "logpath", message: `${jail.name} reads ${watched.join(", ")}, and logger.conf writes ${listed(written.map(({ name }) => name))}` });
        }
      }
    }
  },
});
