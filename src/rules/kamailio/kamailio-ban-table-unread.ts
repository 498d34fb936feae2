import { defineRule } from "../rule.js";
import { tablesOf } from "./tables.js";

export const kamailioBanTableUnread = defineRule({
  id: "kamailio-ban-table-unread",
  title: "Addresses are banned and nobody looks",
  severity: "high",
  needs: ["kamailio"],
  why: `The script writes offenders into a table and no condition ever reads it: the ban that the log shows stops nobody.`,
  degrees: "High.",
  fix: "Ask it early: `if ($sht(ipban=>$si) != $null) { exit; }`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "htable.so"\nmodparam("htable", "htable", "ipban=>size=8;autoexpire=300;")\nrequest_route {\n    if ($ua =~ "scanner") { $sht(ipban=>$si) = 1; exit; }\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "htable.so"\nmodparam("htable", "htable", "ipban=>size=8;autoexpire=300;")\nrequest_route {\n    if ($sht(ipban=>$si) != $null) { exit; }\n    if ($ua =~ "scanner") { $sht(ipban=>$si) = 1; exit; }\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/htable.html"],
  cwe: 1061,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      if (system.modules.some(({ name }) => name.startsWith("app_"))) continue;
      for (const { name, line, written, read, replicated } of tablesOf(system)) {
        const [first] = written;
        if (first === undefined || read || replicated || !/ban|block|black|deny|offend|abuse|jail|drop|fail/i.test(name)) continue;
        report(first, { subject: `${first.file.path} htable ${name}`, related: line === null ? [] : [{ span: line, note: "the table" }], message: `${name} is written here, and no condition reads it: it stops nobody` });
      }
    }
  },
});
