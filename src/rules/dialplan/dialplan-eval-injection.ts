import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "critical", trunk: "high", phone: "high", unknown: "high" };

export const dialplanEvalInjection = defineRule({
  id: "dialplan-eval-injection",
  title: "What a caller sends is read as a part of the dialplan",
  severity: "high",
  needs: ["asterisk"],
  why: `EVAL(), Exec() and variables named by variables read a value a second time, as dialplan. Whoever chooses it writes \`\${SHELL(…)}\`
into it, runs any application, or names the context to go on in.`,
  degrees: "Critical where anyone gets there, else high.",
  fix: "Keep what callers send out of names of contexts, variables and applications: choose among fixed ones by GotoIf().",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,Set(X=${EVAL(${CALLERID(name)})})\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,Set(X=${CALLERID(name)})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://github.com/asterisk/asterisk/blob/master/README-SERIOUSLY.bestpractices.md"],
  cwe: 95,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["evaluation", "jump"], severity: SEVERITY, becomes: ({ kind, user }) => (kind === "jump" ? `names the context that ${user} goes to` : `is read once more as a part of the dialplan by ${user}`) });
  },
});
