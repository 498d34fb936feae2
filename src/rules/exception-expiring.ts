import { daysBetween } from "./dates.js";
import { counted } from "./phrase.js";
import { defineRule } from "./rule.js";

const NOTICE_DAYS = 30;

export const exceptionExpiring = defineRule({
  id: "exception-expiring",
  title: "An exception ends soon",
  severity: "info",
  needs: ["exceptions"],
  why: `The day after an exception ends, what it covers counts again and a pipeline that was green turns red. A month is time to fix
the cause or to decide anew, instead of prolonging it in haste.`,
  degrees: "Info, from thirty days before the last day on.",
  fix: "Fix what it covers, or have its owner decide anew before that day.",
  before: `exceptions:
  - { rule: trunk-without-credentials, where: trunks.carrier-a, reason: "carrier is migrating", owner: noc, until: 2026-12-01 }`,
  after: `exceptions:
  - { rule: trunk-without-credentials, where: trunks.carrier-a, reason: "carrier is migrating", owner: noc, until: 2027-11-01 }`,
  versions: "Policies and inline comments.",
  references: [],
  cwe: null,
  check({ exceptions }, report, { today }) {
    for (const { rule, where, until, owner, path } of exceptions) {
      if (until.kind === "unknown" || rule.kind === "unknown" || where.kind === "unknown") continue;
      const left = daysBetween(today, until.value);
      if (left < 0 || left > NOTICE_DAYS) continue;
      report(until, {
        subject: path,
        message: `the exception from ${rule.value} for ${where.value} ends ${left === 0 ? "today" : `in ${counted(left, "day")}`}, on ${until.value}${owner === "" ? "" : `; ${owner} answers for it`}`,
        fix: "fix what it covers, or decide anew before that day",
      });
    }
  },
});
