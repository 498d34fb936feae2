import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "high", trunk: "medium", phone: "low", unknown: "low" };

export const dialplanPickupGlobal = defineRule({
  id: "dialplan-pickup-global",
  title: "A caller chooses whose call is taken over",
  severity: "low",
  needs: ["asterisk"],
  why: `Pickup() answers a call that rings at somebody else's phone. Where the extension is what the caller keys in, everybody who gets
there takes over any call, groups or not.`,
  degrees: "High where anyone gets there, medium by trunks, low for accounts.",
  fix: "Use call groups with *8, or check that both belong to one group.",
  before: { "extensions.conf": "[phones]\nexten => _*8XXX,1,Pickup(${EXTEN:2})\n" },
  after: { "extensions.conf": "[phones]\nexten => *8,1,Pickup()\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Applications/Pickup/"],
  cwe: 862,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["pickup"], severity: SEVERITY, becomes: ({ user }) => `names the call that ${user} takes over` });
  },
});
