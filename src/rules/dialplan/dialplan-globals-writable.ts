import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "medium", trunk: "low", phone: "low", unknown: "low" };

export const dialplanGlobalsWritable = defineRule({
  id: "dialplan-globals-writable",
  title: "What a caller sends stays in global variables or the database",
  severity: "low",
  needs: ["asterisk"],
  why: `Global variables and the database outlive the call. A value of one caller's is then read in the calls of others, by lines that
never expected to find signs in it; a key of the caller's choice overwrites other entries.`,
  degrees: "Medium where anyone gets there, else low.",
  fix: "Let FILTER() pass what is meant before it is kept.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,Set(GLOBAL(LAST)=${CALLERID(name)})\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,Set(GLOBAL(LAST)=${FILTER(0-9,${CALLERID(num)})})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://github.com/asterisk/asterisk/blob/master/README-SERIOUSLY.bestpractices.md"],
  cwe: 94,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["database"], severity: SEVERITY, becomes: ({ user }) => `is kept by ${user}, for all calls to come` });
  },
});
