import { defineRule } from "../rule.js";
import { consequenceOf, dropsOf, isAcl, reportDrops, severityOf } from "./drops.js";
import { RES_PJSIP, SORCERY } from "./sip.js";

export const pjsipBadValue = defineRule({
  id: "pjsip-bad-value",
  title: "A value that its option does not take brings the object down",
  severity: "medium",
  needs: ["asterisk"],
  why: `A word or number that an option does not take (\`media_encryption=srtp\`, a codec that does not exist, a blank in a list of addresses)
makes Asterisk drop the whole object and start without it.`,
  degrees: "Medium where calls or settings hang on the object, else low. Access lists have their own rule.",
  fix: "Write a value that the option takes.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nmedia_encryption=srtp\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nmedia_encryption=sdes\n" },
  versions: "Asterisk with chan_pjsip, all versions; some words came later than their option.",
  references: [SORCERY, RES_PJSIP],
  cwe: 1188,
  reports: ["asterisk-bad-value"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const drops = dropsOf(system, ["bad-value"]).filter((drop) => !isAcl(drop));
      reportDrops(report, drops, ({ objects: [first] }) => ({ severity: severityOf(first?.type ?? ""), consequence: consequenceOf(first?.type ?? "") }));
    }
  },
});
