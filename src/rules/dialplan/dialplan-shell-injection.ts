import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "critical", trunk: "critical", phone: "high", unknown: "high" };

export const dialplanShellInjection = defineRule({
  id: "dialplan-shell-injection",
  title: "What a caller sends becomes a part of a shell's command line",
  severity: "critical",
  needs: ["asterisk"],
  why: `System(), SHELL() and the command of MixMonitor() are given to a shell. A display name or a dialled number is what the caller
types: \`x;curl …|sh\` in it is run as the user of Asterisk, before anybody picks up.`,
  degrees: "Critical where strangers get there, be it through a trunk, as carriers pass display names on; high for accounts and where the files do not tell who calls.",
  fix: "Let FILTER() pass harmless characters alone, or hand the value over by a file or a database instead of a command line.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,System(/usr/local/bin/notify \"${CALLERID(name)}\")\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,System(/usr/local/bin/notify \"${FILTER(0-9A-Za-z,${CALLERID(name)})}\")\n" },
  versions: "Asterisk, all versions.",
  references: ["https://github.com/asterisk/asterisk/blob/master/README-SERIOUSLY.bestpractices.md"],
  cwe: 78,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["shell"], severity: SEVERITY, becomes: ({ user }) => `becomes a part of the command line that ${user} runs: the shell obeys its \`;\`, \`|\` and \`$()\`` });
  },
});
