import { defineRule } from "../rule.js";
import { routeText } from "./places.js";

export const kamailioAssignmentInCondition = defineRule({
  id: "kamailio-assignment-in-condition",
  title: "A condition sets instead of asking",
  severity: "high",
  needs: ["kamailio"],
  why: `\`if ($avp(auth) = 1)\` is legal: it writes the value and counts as yes, for 0 as well. The way that was meant for those who passed is open to all,
and the flag is set for whatever asks later.`,
  degrees: "High.",
  fix: "Write `==`.",
  before: { "kamailio.cfg": "#!KAMAILIO\nrequest_route {\n    if ($avp(ok) = 1) { t_relay(); }\n}\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\nrequest_route {\n    if ($avp(ok) == 1) { t_relay(); }\n}\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 481,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { target, value, at, route, inCondition } of system.assignments) {
        if (inCondition) report(at, { subject: `${at.file.path} ${routeText(route)} ${target}`, note: "=", message: `${target} = ${value.text} in a condition sets the value and always holds: == would ask` });
      }
    }
  },
});
