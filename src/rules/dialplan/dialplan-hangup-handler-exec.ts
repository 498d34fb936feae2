import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "medium", trunk: "low", phone: "low", unknown: "low" };

export const dialplanHangupHandlerExec = defineRule({
  id: "dialplan-hangup-handler-exec",
  title: "What a caller sends becomes arguments of a subroutine that runs later",
  severity: "low",
  needs: ["asterisk"],
  why: `Hangup handlers and the subroutines of Dial's options take their arguments as one text that is parted when they run. A comma or
a \`^\` in a caller's name moves the arguments after it: what was meant as a file name is then what the caller chose.`,
  degrees: "Medium where anyone gets there, else low.",
  fix: "Set a variable and read it in the subroutine, or let FILTER() take signs out.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,Set(CHANNEL(hangup_handler_push)=after,s,1(${CALLERID(name)},log))\n[after]\nexten => s,1,Return()\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,Set(CHANNEL(hangup_handler_push)=after,s,1(${UNIQUEID},log))\n[after]\nexten => s,1,Return()\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/Subroutines/Hangup-Handlers/"],
  cwe: 78,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["handler"], severity: SEVERITY, becomes: ({ user }) => `becomes an argument of ${user}: its commas part the arguments anew when that runs` });
  },
});
