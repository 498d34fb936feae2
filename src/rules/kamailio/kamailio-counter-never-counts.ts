import { defineRule } from "../rule.js";
import { tablesOf } from "./tables.js";

export const kamailioCounterNeverCounts = defineRule({
  id: "kamailio-counter-never-counts",
  title: "A counter of attempts never counts",
  severity: "high",
  needs: ["kamailio"],
  why: `\`$shtinc(t=>k)\` of a key that is not there gives nothing unless the table has initval: the number is never reached, and the limit on wrong passwords
limits nobody.`,
  degrees: "High.",
  fix: "Give the table `initval=0`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "htable.so"\nmodparam("htable", "htable", "fails=>size=8;autoexpire=900;")\nrequest_route {\n    if ($shtinc(fails=>$si) > 8) { exit; }\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "htable.so"\nmodparam("htable", "htable", "fails=>size=8;autoexpire=900;initval=0;")\nrequest_route {\n    if ($shtinc(fails=>$si) > 8) { exit; }\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/htable.html"],
  cwe: 1061,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { name, line, counted, written, initial, loaded } of tablesOf(system)) {
        const [first] = counted;
        if (line === null || first === undefined || initial || loaded || written.length > 0) continue;
        report(first, { subject: `${first.file.path} htable ${name}`, related: [{ span: line, note: "the table, without initval" }], message: `${name} never counts: its definition has no initval, and nothing else writes it` });
      }
    }
  },
});
