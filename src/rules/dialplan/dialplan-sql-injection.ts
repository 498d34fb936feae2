import type { AsteriskSystem } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "critical", trunk: "critical", phone: "high", unknown: "high" };

export const dialplanSqlInjection = defineRule({
  id: "dialplan-sql-injection",
  title: "What a caller sends becomes a part of an SQL statement",
  severity: "high",
  needs: ["asterisk"],
  why: `Functions of func_odbc and MYSQL() put their arguments into a statement as they are, unless the statement asks for SQL_ESC(). A
quote in a caller's name or number ends the string and goes on with a statement of the caller's own.`,
  degrees: "Critical where strangers get there, else high. Where func_odbc.conf was given, an argument that its statement escapes is not accused.",
  fix: "Escape in func_odbc.conf: `'${SQL_ESC(${ARG1})}'`, and let FILTER() pass digits alone where a number is meant.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,Set(NAME=${ODBC_NAME(${CALLERID(num)})})\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,Set(NAME=${ODBC_NAME(${FILTER(0-9,${CALLERID(num)})})})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Functions/Function-Strategies/Func_odbc/"],
  cwe: 89,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["sql"], severity: SEVERITY, becomes: ({ user }) => `stands unescaped in the statement of ${user}`, skip: ({ user }, system) => isEscaped(system, user) });
  },
});

/** Whether every argument of the function is escaped where func_odbc.conf puts it into the statement. */
function isEscaped({ files }: AsteriskSystem, user: string): boolean {
  const name = /(?:[A-Z0-9]+_)?([A-Za-z0-9_]+)\(\)/.exec(user.replace(/^.*ODBC_/, ""))?.[1];
  const section = files.get("func_odbc.conf")?.categories.find((each) => !each.isTemplate && each.name.toUpperCase() === name?.toUpperCase());
  const statements = section?.variables.filter((line) => /^(?:readsql|writesql|insertsql|read|write)$/i.test(line.name)) ?? [];
  return statements.length > 0 && statements.every(({ value }) => !/\$\{(?:ARG|VAL)\d*\}/.test(value.replace(/\$\{SQL_ESC(?:_BACKSLASHES)?\(\$\{\w+\}\)\}/g, "")));
}
