import { defineRule } from "../rule.js";
import { subjectOf } from "./accuse.js";
import { linesIn } from "./lines.js";

export const funcOdbcRawSql = defineRule({
  id: "func-odbc-raw-sql",
  title: "A function puts what it is given into SQL as it is",
  severity: "high",
  needs: ["asterisk"],
  why: `func_odbc puts arguments into a statement by text. What is not asked through SQL_ESC() can end its string by a quote and go on
with a statement of its own: what stands in the dialplan today may be harmless, and the next line that uses the function is not.`,
  degrees: "High where the whole statement is an argument, medium else. What callers really get into such a statement is dialplan-sql-injection.",
  fix: "Write `'${SQL_ESC(${ARG1})}'` for every argument.",
  before: { "func_odbc.conf": "[NAME]\nreadsql=SELECT name FROM people WHERE number='${ARG1}'\n", "extensions.conf": "[phones]\n" },
  after: { "func_odbc.conf": "[NAME]\nreadsql=SELECT name FROM people WHERE number='${SQL_ESC(${ARG1})}'\n", "extensions.conf": "[phones]\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Functions/Function-Strategies/Func_odbc/"],
  cwe: 89,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const { section, line } of linesIn(system, "func_odbc.conf")) {
        if (!/^(?:readsql|writesql|insertsql|read|write)$/i.test(line.name)) continue;
        const rest = line.value.replace(/\$\{SQL_ESC(?:_BACKSLASHES)?\((?:\$\{SQL_ESC(?:_BACKSLASHES)?\()?\$\{\w+\}\)(?:\}\))?\}/g, "");
        const raw = /\$\{((?:ARG|VAL)\w*)\}/.exec(rest)?.[1];
        if (raw === undefined) continue;
        const whole = line.value.trim() === `\${${raw}}`;
        report(line.at, { subject: subjectOf(line.at, section), severity: whole ? "high" : "medium", message: whole ? `ODBC_${section}() runs whatever statement it is given` : `${raw} stands unescaped in the statement of ODBC_${section}()`, note: line.name });
      }
    }
  },
});
