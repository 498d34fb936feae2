import { defineRule } from "../rule.js";
import { dialplans, subjectOf } from "./accuse.js";

export const dialplanSwitchRemote = defineRule({
  id: "dialplan-switch-remote",
  title: "Another system decides which extensions there are",
  severity: "medium",
  needs: ["asterisk"],
  why: `A switch asks somebody else for extensions that are not here: another Asterisk (IAX2, DUNDi), a database (Realtime) or a script
(Lua). Whoever answers writes this dialplan, System() included for databases and scripts, and nothing here shows it.`,
  degrees: "High where a password stands in the line, medium for other systems and in what strangers come in by, info for databases and scripts else.",
  fix: "Name the extensions here, or lead to the other system by Dial().",
  before: { "extensions.conf": "[phones]\nswitch => IAX2/office@198.51.100.9/phones\n" },
  after: { "extensions.conf": "[phones]\nexten => _2XX,1,Dial(IAX2/office/${EXTEN})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/Switch-Statements/"],
  cwe: 829,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      const strangers = new Set(analysis.callers.filter(({ kind }) => kind === "anyone").map(({ context }) => context));
      for (const { name, switches } of analysis.dialplan.contexts.values()) {
        for (const { application, data, at } of switches) {
          const remote = /^(?:IAX2?|DUNDi)$/i.test(application);
          const severity = remote && /:[^@]+@/.test(data) ? "high" : remote || strangers.has(name) ? "medium" : "info";
          report(at, { subject: subjectOf(at, name), severity, message: `${application} decides which further extensions [${name}] has${severity === "high" ? ", and its password stands here" : ""}: they are not in the files and were not judged`, note: "the switch" });
        }
      }
    }
  },
});
