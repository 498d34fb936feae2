import { nearestTo } from "../../posture/index.js";
import { listed } from "../phrase.js";
import { fits, isAsterisk, logFilesOf } from "./logs.js";
import { defineRule } from "../rule.js";

export const jailLogWithoutSecurity = defineRule({
  id: "jail-log-without-security",
  title: "The log that a jail reads lacks security events",
  severity: "high",
  needs: ["jails", "asterisk"],
  why: `Asterisk tells of wrong passwords over PJSIP as security events. The file that fail2ban reads holds other levels
alone, so that most attacks never appear in it.`,
  degrees: "High.",
  fix: "Add `security` to the levels of the file.",
  before: { "jail.local": "[asterisk]\nenabled = true\nfilter = asterisk\nlogpath = /var/log/asterisk/security\nbanaction = iptables-allports\n", "logger.conf": "[logfiles]\nsecurity => notice,warning\n" },
  after: { "jail.local": "[asterisk]\nenabled = true\nfilter = asterisk\nlogpath = /var/log/asterisk/security\nbanaction = iptables-allports\n", "logger.conf": "[logfiles]\nsecurity => security\nmessages => notice,warning,error\n" },
  versions: "fail2ban.",
  references: ["https://github.com/fail2ban/fail2ban/blob/master/man/jail.conf.5"],
  cwe: 778,
  check({ jails, asterisk }, report) {
    for (const { path, jails: all } of jails) {
      for (const [system] of nearestTo(asterisk.map((one) => [one] as const), path, ([one]) => one.at.file.path)) {
        const written = logFilesOf(system) ?? [];
        const read = all.filter(isAsterisk).flatMap((jail) => {
          const watched = jail.options.get("logpath")?.value.split(/\s+/).map((file) => file.replace(/^.*\//, "")) ?? [];
          return written.filter(({ name }) => watched.some((one) => fits(one, name))).map((file) => ({ jail, file }));
        });
        const [first] = read;
        // One of several jails is enough.
        if (first === undefined || read.some(({ file: { levels } }) => levels.includes("security") || levels.includes("*"))) continue;
        const { jail, file } = first;
        report(file.at, { subject: `${file.at.file.path}[logfiles]`, related: [{ span: jail.at, note: "the jail" }], note: file.name, message: `${file.name}, which the jail ${jail.name} reads, holds ${listed(file.levels)} and no security events` });
      }
    }
  },
});
