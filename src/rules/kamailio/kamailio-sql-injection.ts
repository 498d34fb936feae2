import type { ScriptCall, ScriptValue } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { subjectOfCall } from "./places.js";
import { freeIn, told } from "./taint.js";

/** Which argument is the statement (READMEs of sqlops and avpops). */
const QUERIES: Readonly<Record<string, number>> = { sql_query: 1, sql_xquery: 1, sql_pvquery: 1, sql_query_async: 1, avp_db_query: 0 };

/** Transformations after which nothing of the value can end a quoted string (cookbook of transformations). */
const SAFE = /\{(?:s\.escape\.common|sql\.val(?:\.\w+)?|s\.encode\.base64)\b/;

export const kamailioSqlInjection = defineRule({
  id: "kamailio-sql-injection",
  title: "What a caller sends becomes part of an SQL statement",
  severity: "critical",
  needs: ["kamailio"],
  why: `Pseudo-variables are put into the statement as they are. A user part, a header or a display name with a quote in it ends the
string and goes on with a statement of the caller's own: reading the subscribers' passwords, or writing oneself a subscriber.`,
  degrees: "Critical: nobody has to be known to send a header.",
  fix: "Put `{s.escape.common}` or `{sql.val}` after the variable, or use sql_pvquery() on a checked value.",
  before: { "kamailio.cfg": 'loadmodule "sqlops.so"\nrequest_route {\n    sql_query("ca", "select id from subscriber where username=\'$fU\'", "ra");\n}\n' },
  after: { "kamailio.cfg": 'loadmodule "sqlops.so"\nrequest_route {\n    sql_query("ca", "select id from subscriber where username=\'$(fU{s.escape.common})\'", "ra");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/sqlops.html", "https://www.kamailio.org/wikidocs/cookbooks/devel/transformations/"],
  cwe: 89,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of system.calls) {
        const statement = statementOf(call);
        const [first] = freeIn(system, call, statement, SAFE);
        if (statement === undefined || first === undefined) continue;
        report(statement.at, { subject: subjectOfCall(call), confidence: first.from === null ? "high" : "medium", message: `${told(first)} stands unescaped in the statement of ${call.name}(): whoever sends it writes SQL`, note: call.name });
      }
    }
  },
});

function statementOf({ name, arguments: given }: ScriptCall): ScriptValue | undefined {
  const index = Object.hasOwn(QUERIES, name) ? QUERIES[name] : undefined;
  return index === undefined ? undefined : given[index];
}
