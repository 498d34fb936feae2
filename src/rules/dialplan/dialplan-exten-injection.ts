import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "critical", trunk: "high", phone: "high", unknown: "high" };

export const dialplanExtenInjection = defineRule({
  id: "dialplan-exten-injection",
  title: "What a caller dials becomes a part of a list of channels",
  severity: "critical",
  needs: ["asterisk"],
  why: `A pattern that ends in \`.\` or \`!\` takes any character, letters and signs too. In the data of Dial() an \`&\` adds a second channel
and a comma ends the list: \`500&PJSIP/carrier/sip:…\` rings the phone and calls out at the same time, past all patterns that
should forbid it.`,
  degrees: "Critical where anyone gets there, else high; one degree less behind a secret that has to be keyed in.",
  fix: "Use a pattern of a fixed length (`_NXXXXX`), or what FILTER(0-9,${EXTEN}) leaves of the number.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,Dial(PJSIP/${EXTEN},30)\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,Dial(PJSIP/${FILTER(0-9,${EXTEN})},30)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://github.com/asterisk/asterisk/blob/master/README-SERIOUSLY.bestpractices.md", "https://downloads.asterisk.org/pub/security/AST-2010-002.html"],
  cwe: 74,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["dial"], severity: SEVERITY, becomes: () => "can hold `&`, `,` or `@`: more channels, other options or another host" });
  },
});
