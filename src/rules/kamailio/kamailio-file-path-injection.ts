import { defineRule } from "../rule.js";
import { subjectOfCall } from "./places.js";
import { freeIn, told } from "./taint.js";

/** Which argument is the path (README of corex). */
const ARGUMENT: Readonly<Record<string, number>> = { file_write: 0, file_read: 0 };
//POST

export const kamailioFilePathInjection = defineRule({
  id: "kamailio-file-path-injection",
  title: "What a caller sends becomes part of a file's path",
  severity: "high",
  needs: ["kamailio"],
  why: `Pseudo-variables are put into the path as they came: \`../\` in a user part or Call-ID leads out of the folder, to any file that Kamailio's user may
write or read.`,
  degrees: "High; with medium confidence where a script variable carries the value there.",
  fix: "Name files after what the caller cannot choose: `$(ci{s.md5})`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "corex.so"\nrequest_route {\n    file_write("/var/spool/calls/$ci", "$mb");\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "corex.so"\nrequest_route {\n    file_write("/var/spool/calls/$(ci{s.md5})", "$mb");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/corex.html"],
  cwe: 22,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of system.calls) {
        const index = Object.hasOwn(ARGUMENT, call.name) ? ARGUMENT[call.name] : undefined;
        if (index === undefined) continue;
        const value = call.arguments[index];
        const [first] = freeIn(system, call, value);
        if (value === undefined || first === undefined) continue;
        report(value.at, { subject: subjectOfCall(call), confidence: first.from === null ? "high" : "medium", note: call.name, message: `${told(first)} stands in the path of ${call.name}(): a ../ in it leads to any file` });
      }
    }
  },
});
