import type { ScriptCall } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { callsOf, subjectOfCall } from "./places.js";

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
      for (const call of callsOf(system, ...Object.keys(LEVELS))) {
        const text = call.arguments.at(-1);
        if (text === undefined || !isLoud(call)) continue;
        const address = text.variables.findIndex((variable) => /^\$\(?siz?\b/.test(variable));
        // A method is one of a few words by then, and what cannot hold a blank forges nothing.
        const first = text.variables.slice(0, Math.max(address, 0)).find((variable) => /^\$\(?(?:ua|fn|tn|hdr|rb|fu|tu|ct|rr|sdp|msg|mb)\b/.test(variable) && !/\{s\.(?:encode|md5|sha|escape)/.test(variable));
        if (first !== undefined) report(text.at, { subject: subjectOfCall(call), note: call.name, message: `${first} stands before the source address in a line of the log: whoever sends it has another address read by programs that ban` });
      }
    }
  },
});

/** What a log holds without debugging. */
function isLoud({ name, arguments: given }: ScriptCall): boolean {
  const level = name === "xlog" && given.length > 1 ? String(given[0]?.literal ?? "") : LEVELS[name];
  return !/L_(?:INFO|DBG)/.test(level ?? "");
}
