import { defineRule } from "../rule.js";
import { callsOf, subjectOfCall } from "./places.js";

export const kamailioEmptyResultAsYes = defineRule({
  id: "kamailio-empty-result-as-yes",
  title: "A query that finds nothing counts as yes",
  severity: "high",
  needs: ["kamailio"],
  why: `sql_query() returns 2 where no row was found, and 2 is yes: the caller who stands in no table is let in like those who do.`,
  degrees: "High; info where the statement only writes.",
  fix: "Ask for a row: `if ($dbr(ra=>rows) > 0)`, or `$rc == 1`.",
  before: { "kamailio.cfg": "#!KAMAILIO\nloadmodule \"sqlops.so\"\nrequest_route {\n    if (sql_query(\"ca\", \"select id from trusted where ip='$si'\", \"ra\")) { t_relay(); }\n}\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\nloadmodule \"sqlops.so\"\nrequest_route {\n    sql_query(\"ca\", \"select id from trusted where ip='$si'\", \"ra\");\n    if ($dbr(ra=>rows) > 0) { t_relay(); }\n}\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/sqlops.html"],
  cwe: 253,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const counted = system.comparisons.some(({ left }) => /\$dbr\([^)]*rows\)/.test(left.text));
      for (const call of callsOf(system, "sql_query", "sql_xquery", "sql_pvquery")) {
        if (call.used !== "condition" || !/^\W*select\b/i.test(call.arguments[1]?.text ?? "")) continue;
        report(call.at, { subject: subjectOfCall(call), confidence: counted ? "low" : "high", severity: counted ? "low" : "high", note: call.name, message: `${call.name}() is yes where no row was found${counted ? "; rows are counted elsewhere" : ""}` });
      }
    }
  },
});
