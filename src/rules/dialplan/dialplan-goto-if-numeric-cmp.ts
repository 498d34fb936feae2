import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "low", trunk: "low", phone: "low", unknown: "info" };

export const dialplanGotoIfNumericCmp = defineRule({
  id: "dialplan-goto-if-numeric-cmp",
  title: "What a caller sends stands unquoted in an expression",
  severity: "low",
  needs: ["asterisk"],
  why: `An expression is read after its variables were put in. A value with a blank or an operator, or an empty one, changes the
expression or breaks it, and a broken one is false: the check behind GotoIf() goes the way that its author did not mean.`,
  degrees: "Low: what it opens depends on what the branch guards.",
  fix: "Put both sides in quotes: `$[\"${X}\" = \"1\"]`.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,GotoIf($[${CALLERID(num)} = 100]?100,1)\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,GotoIf($[\"${CALLERID(num)}\" = \"100\"]?100,1)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/Expressions/"],
  cwe: 95,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["expression"], severity: SEVERITY, becomes: () => "stands unquoted in an expression: blanks and operators in it change what is asked, or end in a syntax error that counts as no" });
  },
});
