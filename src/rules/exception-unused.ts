import { defineRule } from "./rule.js";

export const exceptionUnused = defineRule({
  id: "exception-unused",
  title: "An exception covers nothing",
  severity: "low",
  needs: ["exceptions"],
  why: `An exception that covers nothing is either left over from a weakness since fixed, or misspelt so that it never covered what
it was meant for. Left in place it waits: if the weakness comes back one day, it is accepted in silence.`,
  degrees: "Low.",
  fix: "Delete the exception, or correct its rule and place.",
  before: `exceptions:
  - { rule: listener-cleartext, where: listeners.phones, reason: "old phones", owner: noc, until: 2027-03-31 }`,
  after: `exceptions: []`,
  versions: "Policies and inline comments.",
  references: [],
  cwe: null,
  check({ exceptions }, report, { today, standing }) {
    for (const claim of exceptions) {
      const { rule, where, until, path } = claim;
      if (rule.kind === "unknown" || where.kind === "unknown") continue;
      const fate = standing(claim);
      if (fate.kind === "unknown-rule") {
        const meant = fate.nearest === null ? "" : `; did you mean ${fate.nearest}?`;
        report(rule, { subject: path, message: `no rule is called ${rule.value}, so this exception covers nothing${meant}`, fix: fate.nearest === null ? "delete the exception" : `set its rule to ${fate.nearest}` });
        continue;
      }
      if (fate.kind === "not-exceptable") report(rule, { subject: path, message: `findings about exceptions, such as ${rule.value}, cannot be excepted`, fix: "delete the exception" });
      // An expired one is exception-expired's to report, which says as well if nothing is left to cover.
      const expired = until.kind !== "unknown" && until.value < today;
      if (fate.kind !== "idle" || expired) continue;
      report(where, { subject: path, message: `${rule.value} finds nothing at ${where.value}, so this exception covers nothing`, fix: "delete the exception, or correct its rule and place" });
    }
  },
});
