import { defineRule } from "../rule.js";
import { consequenceOf, dropsOf, isAcl, reportDrops, severityOf } from "./drops.js";
import { RES_PJSIP, SORCERY } from "./sip.js";

export const pjsipUnknownOption = defineRule({
  id: "pjsip-unknown-option",
  title: "An option that its section does not know takes the object down",
  severity: "medium",
  needs: ["asterisk"],
  why: `Asterisk drops the whole object for one option that its type does not know, misspelt or in the wrong section, and starts as if the
section were not there. An auth object that is gone locks its phone out, a global section that is gone brings the defaults back; the security settings beside the bad line are gone, too.`,
  degrees: "Medium where calls or settings hang on the object, low for lists, aliases and publications. Access lists have their own rule.",
  fix: "Correct the name, move the line to the section it belongs to, or take it out.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nmedia_encription=sdes\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nmedia_encryption=sdes\n" },
  versions: "Asterisk with chan_pjsip, all versions; the options of each are known from its sources and held against the engine.",
  references: [SORCERY, RES_PJSIP],
  cwe: 1188,
  reports: ["asterisk-unknown-option", "asterisk-option-of-another-type"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const drops = dropsOf(system, ["unknown-option", "option-of-another-type"]).filter((drop) => !isAcl(drop));
      reportDrops(report, drops, ({ objects: [first] }) => ({ severity: severityOf(first?.type ?? ""), consequence: consequenceOf(first?.type ?? "") }));
    }
  },
});
