import { defineRule } from "../rule.js";
import { consequenceOf, dropsOf, isAcl, reportDrops, severityOf } from "./drops.js";
import { EVERY_PJSIP } from "./sip.js";

export const pjsipOptionOfChanSip = defineRule({
  id: "pjsip-option-of-chan-sip",
  title: "An option of chan_sip in pjsip.conf takes the object down",
  severity: "medium",
  needs: ["asterisk"],
  why: `Lines carried over from sip.conf (\`secret\`, \`host\`, \`nat\`, \`insecure\`) mean nothing to chan_pjsip: it drops the object that holds one.
The protection that the line stood for does not exist, and neither does the object.`,
  degrees: "Medium where calls or settings hang on the object, else low.",
  fix: "Write what chan_pjsip has in its place.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\ncanreinvite=no\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\ndirect_media=no\n" },
  versions: EVERY_PJSIP,
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/Migrating-from-chan_sip-to-res_pjsip/"],
  cwe: 1188,
  reports: ["asterisk-option-of-chan-sip"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const drops = dropsOf(system, ["option-of-chan-sip"]).filter((drop) => !isAcl(drop));
      reportDrops(report, drops, ({ objects: [first] }) => ({ severity: severityOf(first?.type ?? ""), consequence: consequenceOf(first?.type ?? "") }));
    }
  },
});
