import { defineRule } from "../rule.js";
import { tablesOf } from "./tables.js";

export const kamailioTableGrows = defineRule({
  id: "kamailio-table-grows",
  title: "A table keyed by what strangers send never forgets",
  severity: "medium",
  needs: ["kamailio"],
  why: `Each new source, user or Call-ID adds an entry, and nothing removes it: size= is the number of lists, no limit. A flood with changing senders fills
the shared memory, and the engine answers nobody.`,
  degrees: "Medium.",
  fix: "Give the table `autoexpire=`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "htable.so"\nmodparam("htable", "htable", "seen=>size=8;")\nrequest_route {\n    $sht(seen=>$si) = 1;\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "htable.so"\nmodparam("htable", "htable", "seen=>size=8;autoexpire=300;")\nrequest_route {\n    $sht(seen=>$si) = 1;\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/htable.html"],
  cwe: 770,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { name, line, keyed, expires, removed } of tablesOf(system)) {
        if (line === null || expires || removed || keyed === null) continue;
        report(line, { subject: `${line.file.path} htable ${name}`, related: [{ span: keyed, note: "an entry for whatever is sent" }], message: `${name} takes an entry for each new sender and never forgets one: it has no autoexpire` });
      }
    }
  },
});
