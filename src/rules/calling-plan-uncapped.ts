import { byWhom, cannotTell } from "./phrase.js";
import { defineRule } from "./rule.js";

export const callingPlanUncapped = defineRule({
  id: "calling-plan-uncapped",
  title: "A calling plan bounds neither calls at once nor hours",
  severity: "medium",
  needs: ["calling"],
  why: `A stolen account costs money for each call it holds and for each hour it may call. Without a cap on calls at once the loss
per hour has no bound: a hundred calls side by side are as easy as one. Without hours it runs all night and all weekend,
which is when such calls are made, because nobody is there to notice.`,
  degrees: "Medium without a cap on calls at once, as the loss has no bound then; low where only hours are missing. Plans that reach no trunk are not accused.",
  fix: "Cap the calls one account may hold at once, and write the hours in which it may make paid calls.",
  before: `calling:
  plans:
    national: { allow: [accounts, national], deny: [premium], trunk: carrier-a, hours: "Mon-Fri 07:00-20:00" }`,
  after: `calling:
  plans:
    national: { allow: [accounts, national], deny: [premium], trunk: carrier-a, hours: "Mon-Fri 07:00-20:00", concurrent: 2 }`,
  versions: "All engines: calling plans are enforced in the dialplan.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/", "https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/"],
  cwe: 770,
  check({ calling }, report) {
    for (const { path, concurrent, hours, paid } of calling.plans) {
      if (!paid) continue; // what cannot leave by a trunk costs nothing
      if (concurrent.kind === "unknown") cannotTell(report, concurrent, path, `how many calls at once ${path} allows`);
      else if (concurrent.value === "unlimited")
        report(concurrent, {
          subject: path,
          message: `${path} lets one account hold any number of paid calls at once${byWhom(concurrent)}: a stolen one costs without bound`,
          fix: `set \`${concurrent.spelling}\` to 2, or to what your busiest user needs`,
        });
      else if (hours.kind !== "unknown" && hours.value === "always")
        report(hours, {
          subject: path,
          severity: "low",
          message: `${path} lets paid calls be made at night and at weekends${byWhom(hours)}; ${concurrent.value} at once is what bounds the loss`,
          fix: `set \`${hours.spelling}\` to when your people call, such as Mon-Fri 07:00-20:00; emergency numbers always pass`,
        });
    }
  },
});
