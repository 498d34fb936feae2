import type { ScriptCall, ScriptValue } from "../../posture/index.js";
import { counted } from "../phrase.js";
import { defineRule } from "../rule.js";
import { callsOf } from "./places.js";

/** Functions that write to the log, with the level they write at; xlog() is told it (README of xlog). */
const LEVELS: Readonly<Record<string, string>> = { xlog: "L_ERR", xalert: "L_ALERT", xcrit: "L_CRIT", xerr: "L_ERR", xwarn: "L_WARN", xnotice: "L_NOTICE" };

export const kamailioLogForged = defineRule({
  id: "kamailio-log-forged",
  title: "A caller's text stands before the address in a log line",
  severity: "low",
  needs: ["kamailio"],
  why: `Programs that ban by the log look for an address in the line. A display name or User-Agent that holds "from 198.51.100.10" is found first: strangers
have a carrier or the office banned.`,
  degrees: "Low: it takes a program that reads the line so, and its pattern decides.",
  fix: "Write the address first and what the caller chose last, or encode it: `$(ua{s.encode.hexa})`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "xlog.so"\nrequest_route {\n    xlog("L_ALERT", "blocked $ua from $si\\n");\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "xlog.so"\nrequest_route {\n    xlog("L_ALERT", "blocked src=$si agent=$ua\\n");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/xlog.html"],
  cwe: 117,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const forged = callsOf(system, ...Object.keys(LEVELS)).flatMap((call) => forgeable(call) ?? []);
      const [first, ...others] = forged;
      if (first === undefined) continue;
      report(first.at, {
        subject: `${first.at.file.path} log`, note: "in the log", related: others.slice(0, 8).map(({ at, variable }) => ({ span: at, note: `${variable} before the address` })),
        message: `${first.variable} stands before the source address in ${others.length === 0 ? "a line" : `this and ${counted(others.length, "other line")}`} of the log: whoever sends it has another address read by programs that ban`,
      });
    }
  },
});

/** The variable of the caller's own that stands before the address; a method or what cannot hold a blank forges nothing. */
function forgeable(call: ScriptCall): { readonly at: ScriptValue["at"]; readonly variable: string } | null {
  const text = call.arguments.at(-1);
  if (text === undefined || !isLoud(call)) return null;
  const address = text.variables.findIndex((variable) => /^\$\(?siz?\b/.test(variable));
  const variable = text.variables.slice(0, Math.max(address, 0)).find((each) => /^\$\(?(?:ua|fn|tn|hdr|rb|fu|tu|ct|rr|sdp|msg|mb)\b/.test(each) && !/\{s\.(?:encode|md5|sha|escape)/.test(each));
  return variable === undefined ? null : { at: text.at, variable };
}

/** What a log holds without debugging. */
function isLoud({ name, arguments: given }: ScriptCall): boolean {
  const level = name === "xlog" && given.length > 1 ? String(given[0]?.literal ?? "") : LEVELS[name];
  return !/L_(?:INFO|DBG)/.test(level ?? "");
}
