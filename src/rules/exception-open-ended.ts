import { daysBetween } from "./dates.js";
import { defineRule } from "./rule.js";

/** Two years: long enough for a carrier's contract, short enough for the one who decided to be found. */
const LONGEST_DAYS = 731;

export const exceptionOpenEnded = defineRule({
  id: "exception-open-ended",
  title: "An exception ends so late that it never will be looked at",
  severity: "low",
  needs: ["exceptions"],
  why: `The end date makes somebody look again. A date many years off is a way to write "for ever": the reason stops being true, its
owner leaves, and the weakness stays accepted.`,
  degrees: "Low.",
  fix: "Set an end date within two years.",
  before: `exceptions:
  - { rule: trunk-without-credentials, where: trunks.carrier-a, reason: "carrier is migrating", owner: noc, until: 2099-12-31 }`,
  after: `exceptions:
  - { rule: trunk-without-credentials, where: trunks.carrier-a, reason: "carrier is migrating", owner: noc, until: 2027-11-01 }`,
  versions: "Policies and inline comments.",
  references: [],
  cwe: null,
  check({ exceptions }, report, { today }) {
    for (const { rule, where, until, path } of exceptions) {
      if (until.kind === "unknown" || rule.kind === "unknown" || where.kind === "unknown") continue;
      if (daysBetween(today, until.value) <= LONGEST_DAYS) continue;
      report(until, { subject: path, message: `the exception from ${rule.value} for ${where.value} holds until ${until.value}, more than two years from now`, fix: "set an end date within two years" });
    }
  },
});
