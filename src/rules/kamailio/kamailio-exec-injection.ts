import { defineRule } from "../rule.js";
import { subjectOfCall } from "./places.js";
import { freeIn, told } from "./taint.js";

/** Which argument is the command (README of exec). */
const ARGUMENT: Readonly<Record<string, number>> = { exec_cmd: 0, exec_msg: 0, exec_dset: 0, exec_avp: 0 };
//POST

export const kamailioExecInjection = defineRule({
  id: "kamailio-exec-injection",
  title: "What a caller sends becomes part of a shell command",
  severity: "critical",
  needs: ["kamailio"],
  why: `The command is given to /bin/sh with pseudo-variables put in as they came. A user part or header with \`$(...)\`, a backtick or a semicolon runs
programs as the user that Kamailio runs as. Quotes around the variable do not help: the caller writes quotes too.`,
  degrees: "Critical; with medium confidence where a script variable carries the value there.",
  fix: "Let only what cannot harm through first, `if (!($rU =~ \"^[0-9]{1,15}$\")) { exit; }`, or hand the value over by mqueue or HTTP.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "exec.so"\nrequest_route {\n    exec_msg("/usr/local/bin/notify $rU");\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "exec.so"\nrequest_route {\n    if (!($rU =~ "^[0-9]{1,15}$")) { exit; }\n    exec_msg("/usr/local/bin/notify $rU");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/exec.html", "https://www.kamailio.org/wikidocs/cookbooks/devel/transformations/"],
  cwe: 78,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of system.calls) {
        const index = Object.hasOwn(ARGUMENT, call.name) ? ARGUMENT[call.name] : undefined;
        if (index === undefined) continue;
        const value = call.arguments[index];
        const [first] = freeIn(system, call, value);
        if (value === undefined || first === undefined) continue;
        report(value.at, { subject: subjectOfCall(call), confidence: first.from === null ? "high" : "medium", note: call.name, message: `${told(first)} stands in the command of ${call.name}(): whoever sends it runs programs on this host` });
      }
    }
  },
});
