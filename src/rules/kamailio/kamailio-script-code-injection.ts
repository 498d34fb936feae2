import { defineRule } from "../rule.js";
import { subjectOfCall } from "./places.js";
import { freeIn, told } from "./taint.js";

/** Which argument is the program (READMEs of app_lua and app_jsdt). */
const ARGUMENT: Readonly<Record<string, number>> = { lua_dostring: 0, lua_runstring: 0, jsdt_dostring: 0, jsdt_runstring: 0 };
//POST

export const kamailioScriptCodeInjection = defineRule({
  id: "kamailio-script-code-injection",
  title: "What a caller sends becomes part of a program's text",
  severity: "critical",
  needs: ["kamailio"],
  why: `The text is compiled and run as Lua or JavaScript with pseudo-variables put in as they came: a user part that closes the string goes on with a
program of the caller's own, with all that Kamailio may do.`,
  degrees: "Critical; with medium confidence where a script variable carries the value there.",
  fix: "Call a function of a file, and let it fetch the value: `lua_run(\"f\")` and `KSR.pv.get(\"$fU\")`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "app_lua.so"\nrequest_route {\n    lua_runstring("check([[$fU]])");\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "app_lua.so"\nrequest_route {\n    lua_run("check");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/app_lua.html"],
  cwe: 94,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of system.calls) {
        const index = Object.hasOwn(ARGUMENT, call.name) ? ARGUMENT[call.name] : undefined;
        if (index === undefined) continue;
        const value = call.arguments[index];
        const [first] = freeIn(system, call, value);
        if (value === undefined || first === undefined) continue;
        report(value.at, { subject: subjectOfCall(call), confidence: first.from === null ? "high" : "medium", note: call.name, message: `${told(first)} stands in the program of ${call.name}(): whoever sends it writes part of it` });
      }
    }
  },
});
