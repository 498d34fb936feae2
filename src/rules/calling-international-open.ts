import type { CallingPlan } from "../posture/index.js";
import type { Severity } from "../finding.js";
import { listed } from "./phrase.js";
import { sureness } from "./reach.js";
import { defineRule } from "./rule.js";

export const callingInternationalOpen = defineRule({
  id: "calling-international-open",
  title: "A calling plan lets every country be dialled",
  severity: "medium",
  needs: ["calling"],
  why: `Toll fraud goes abroad: to numbers in countries whose termination is dear and part of it is paid back to the fraudster. Most
such calls are made at night and at weekends, many at a time, until somebody looks. What a stolen account can cost is set by
how many calls it may hold at once and for how many hours a week.`,
  degrees: "High without a cap on calls at once, medium with one, low with a cap and hours. Plans that reach no trunk are not accused.",
  fix: "Allow international calls only to those who need them, with few calls at once and within working hours.",
  before: `calling:
  plans:
    abroad: { allow: [accounts, national, international], deny: [premium], trunk: carrier-a, concurrent: 2 }`,
  after: `calling:
  plans:
    abroad: { allow: [accounts, national], deny: [premium], trunk: carrier-a, concurrent: 2 }`,
  versions: "All engines: calling plans are enforced in the dialplan.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/", "https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/"],
  cwe: 285,
  check({ calling }, report) {
    for (const plan of calling.plans) {
      const { path, allow, deny, paid } = plan;
      // An unreadable allow is asked about once, by calling-premium-open.
      if (!paid || allow.kind === "unknown" || !allow.value.includes("international")) continue;
      if (deny.kind !== "unknown" && deny.value.includes("international")) continue;
      const { severity, within } = bounds(plan);
      report(allow, {
        subject: path,
        severity,
        confidence: deny.kind === "unknown" ? "low" : sureness(plan.concurrent, plan.hours),
        message: `${path} lets numbers in every country be dialled, ${within}`,
        fix: `take international out of \`${allow.spelling}\`, or keep it in a plan for few accounts, with a cap on calls at once and with hours`,
      });
    }
  },
});

/** The loss is calls at once times hours: without a cap it has no bound, with both it is a figure one can live with. */
function bounds({ concurrent, hours }: CallingPlan): { severity: Severity; within: string } {
  const uncapped = concurrent.kind !== "unknown" && concurrent.value === "unlimited";
  const untimed = hours.kind !== "unknown" && hours.value === "always";
  const lacks = [uncapped ? "without a cap on calls at once" : "", untimed ? "without hours" : ""].filter((lack) => lack !== "");
  if (lacks.length > 0) return { severity: uncapped ? "high" : "medium", within: listed(lacks) };
  if (sureness(concurrent, hours) !== "high") return { severity: "medium", within: "within bounds that nobody could read" };
  return { severity: "low", within: "if only a few calls at once and within hours" };
}
