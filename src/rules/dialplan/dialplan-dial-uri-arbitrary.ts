import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "critical", trunk: "high", phone: "medium", unknown: "high" };

export const dialplanDialUriArbitrary = defineRule({
  id: "dialplan-dial-uri-arbitrary",
  title: "A caller chooses the host that is called",
  severity: "high",
  needs: ["asterisk"],
  why: `Where the address behind a channel is made of what the caller sends, the system calls whatever host stands in it: strangers
relay their calls through it under its address, and reach hosts that let nobody but this system in.`,
  degrees: "Critical where anyone gets there, medium for accounts.",
  fix: "Write the host out: `PJSIP/${NUMBER}@carrier`.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,Dial(PJSIP/out/sip:${EXTEN}@${SIPDOMAIN})\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,Dial(PJSIP/out/sip:${FILTER(0-9,${EXTEN})}@sip.example.com)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/"],
  cwe: 441,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["host"], severity: SEVERITY, becomes: () => "names the host that is called: the system relays to anywhere" });
  },
});
