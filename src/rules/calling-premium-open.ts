import { cannotTell } from "./phrase.js";
import { defineRule } from "./rule.js";

export const callingPremiumOpen = defineRule({
  id: "calling-premium-open",
  title: "A calling plan lets premium numbers be dialled",
  severity: "high",
  needs: ["calling"],
  why: `Premium numbers pay their owner a share of each minute, so whoever gets hold of one account or one phone rents such a number
and calls it all night. It is the shortest way from a guessed password to money, and the bill is yours.`,
  degrees: "High wherever a plan reaches a trunk.",
  fix: "Leave premium out of allow, and put it under deny so that no wider class lets it back in.",
  before: `calling:
  plans:
    national: { allow: [accounts, national, premium], trunk: carrier-a, hours: "Mon-Fri 07:00-20:00", concurrent: 2 }`,
  after: `calling:
  plans:
    national: { allow: [accounts, national], deny: [premium], trunk: carrier-a, hours: "Mon-Fri 07:00-20:00", concurrent: 2 }`,
  versions: "All engines: calling plans are enforced in the dialplan.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/", "https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/"],
  cwe: 285,
  check({ calling }, report) {
    for (const { path, allow, deny, paid } of calling.plans) {
      if (!paid) continue;
      if (allow.kind === "unknown") {
        cannotTell(report, allow, path, `which numbers ${path} lets through`);
        continue;
      }
      if (!allow.value.includes("premium") || (deny.kind !== "unknown" && deny.value.includes("premium"))) continue;
      report(allow, {
        subject: path,
        confidence: deny.kind === "unknown" ? "low" : "high",
        message: `${path} lets premium numbers be dialled, which pay whoever rents them for each minute of your calls`,
        fix: `take premium out of \`${allow.spelling}\` and name it in \`${deny.spelling}\``,
      });
    }
  },
});
