import { defineRule } from "../rule.js";
import { tablesOf } from "./tables.js";

export const kamailioBanTableUnwritten = defineRule({
  id: "kamailio-ban-table-unwritten",
  title: "A table of banned addresses is asked and never filled",
  severity: "medium",
  needs: ["kamailio"],
  why: `The script looks offenders up in a table that nothing writes and no database fills: the ban exists on paper.`,
  degrees: "Medium.",
  fix: "Write it where an attack is seen, or load it from a database.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "htable.so"\nmodparam("htable", "htable", "ipban=>size=8;autoexpire=300;")\nrequest_route {\n    if ($sht(ipban=>$si) != $null) { exit; }\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "htable.so"\nmodparam("htable", "htable", "ipban=>size=8;autoexpire=300;")\nrequest_route {\n    if ($sht(ipban=>$si) != $null) { exit; }\n    if ($ua =~ "scanner") { $sht(ipban=>$si) = 1; exit; }\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/htable.html"],
  cwe: 1061,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      // Commands and other nodes fill tables too: a table that is meant for them is not told apart.
      if (system.modules.some(({ name }) => name.startsWith("app_") || name === "dmq" || name === "jsonrpcs")) continue;
      for (const { name, line, written, read, loaded, replicated } of tablesOf(system)) {
        if (line === null || written.length > 0 || !read || loaded || replicated || !/ban|block|black|deny|offend|abuse/i.test(name)) continue;
        report(line, { subject: `${line.file.path} htable ${name}`, confidence: "medium", message: `${name} is asked and nothing ever writes it` });
      }
    }
  },
});
