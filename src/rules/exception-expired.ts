import { defineRule } from "./rule.js";

export const exceptionExpired = defineRule({
  id: "exception-expired",
  title: "An exception is past its end date",
  severity: "low",
  needs: ["exceptions"],
  why: `An exception was accepted for a time and for a reason. Past its end date nobody stands behind it any more, so what it covered
is reported again; the entry itself only looks as if somebody had decided.`,
  degrees: "Low by itself: what the exception covered counts again with its own severity.",
  fix: "Fix what it covered, or decide anew: a new end date and a reason that holds today.",
  before: `exceptions:
  - { rule: trunk-without-credentials, where: trunks.carrier-a, reason: "carrier is migrating", owner: noc, until: 2020-03-31 }`,
  after: `exceptions:
  - { rule: trunk-without-credentials, where: trunks.carrier-a, reason: "carrier is migrating", owner: noc, until: 2099-03-31 }`,
  versions: "Policies and inline comments.",
  references: [],
  cwe: null,
  check({ exceptions }, report, { today, standing }) {
    for (const claim of exceptions) {
      const { rule, where, until, path } = claim;
      if (until.kind === "unknown" || rule.kind === "unknown" || where.kind === "unknown" || until.value >= today) continue;
      const idle = standing(claim).kind === "idle";
      report(until, {
        subject: path,
        message: `the exception from ${rule.value} for ${where.value} ended on ${until.value}: ${idle ? "nothing is left for it to cover" : "what it covered counts again"}`,
        fix: idle ? "delete the exception" : "fix what it covered, or decide anew, with a reason that holds today and a new end date",
      });
    }
  },
});
