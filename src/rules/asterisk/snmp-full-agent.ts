import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isFalse, isTrue, settingsOf } from "./settings.js";

export const snmpFullAgent = defineRule({
  id: "snmp-full-agent",
  title: "Asterisk is an SNMP agent of its own",
  severity: "medium",
  needs: ["asterisk"],
  why: `With \`subagent=no\` Asterisk opens the SNMP port itself and answers with net-snmp's parser in its own process, as its own user: one more server on the network, and its
flaws are Asterisk's.`,
  degrees: "Medium.",
  fix: "Write `subagent=yes`, and let snmpd ask through its local socket.",
  before: { "res_snmp.conf": "[general]\nenabled=yes\nsubagent=no\n" },
  after: { "res_snmp.conf": "[general]\nenabled=yes\nsubagent=yes\n" },
  versions: EVERY_RELEASE,
  references: [sample("res_snmp.conf")],
  cwe: 250,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "res_snmp.conf", "general", "subagent", "yes")) {
      const [enabled] = settingsOf([system], "res_snmp.conf", "general", "enabled", "no");
      if (isFalse(fact.value) && enabled !== undefined && isTrue(enabled.fact.value)) report(fact, { subject, message: "Asterisk answers SNMP on the network itself" });
    }
  },
});
