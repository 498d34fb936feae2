import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "high", trunk: "medium", phone: "medium", unknown: "medium" };

export const dialplanMessageContext = defineRule({
  id: "dialplan-message-context",
  title: "A message goes to wherever its sender writes",
  severity: "medium",
  needs: ["asterisk"],
  why: `MESSAGE requests run the dialplan as calls do. MessageSend() to an address that the sender chose relays text to any host under
the address of this system, with any sender's name.`,
  degrees: "High where anyone gets there, else medium.",
  fix: "Send to accounts alone: `MessageSend(pjsip:${FILTER(0-9,${EXTEN})})`.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,MessageSend(${MESSAGE(to)},${MESSAGE(from)})\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,MessageSend(pjsip:${FILTER(0-9,${EXTEN})},${MESSAGE(from)})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://github.com/asterisk/asterisk/security/advisories/GHSA-2grh-7mhv-fcfw"],
  cwe: 441,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["message"], severity: SEVERITY, becomes: () => "names whom MessageSend() writes to: the system relays messages to any host, in its own name" });
  },
});
