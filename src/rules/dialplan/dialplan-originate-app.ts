import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "critical", trunk: "high", phone: "high", unknown: "medium" };

export const dialplanOriginateApp = defineRule({
  id: "dialplan-originate-app",
  title: "What a caller sends decides whom the system calls",
  severity: "high",
  needs: ["asterisk"],
  why: `Originate() makes a call of the system's own, which no pattern of the caller's context bounds. Where the channel is made of what
a caller sends, the caller chooses the technology, the trunk and the number, and the system pays.`,
  degrees: "Critical where anyone gets there, high by trunks and for accounts.",
  fix: "Let FILTER() pass digits alone and write technology and trunk out.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,Originate(PJSIP/${EXTEN:1}@carrier,exten,phones,100,1)\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,Originate(PJSIP/${FILTER(0-9,${EXTEN:1})}@carrier,exten,phones,100,1)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://github.com/asterisk/asterisk/blob/master/README-SERIOUSLY.bestpractices.md"],
  cwe: 441,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["originate"], severity: SEVERITY, becomes: ({ user }) => `can hold \`&\`, \`/\` and \`@\` in the channel that ${user} makes or moves: any technology, any number` });
  },
});
