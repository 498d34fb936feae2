import { defineRule } from "../rule.js";
import { dropsOf, ignoredSections, isAccessList, reportDrops, severityOf } from "./drops.js";
import { EVERY_PJSIP, SORCERY } from "./sip.js";

export const pjsipSectionIgnored = defineRule({
  id: "pjsip-section-ignored",
  title: "A section without a type that Asterisk knows is ignored",
  severity: "medium",
  needs: ["asterisk"],
  why: `A section of pjsip.conf counts by its \`type\`, written exactly so: without one, misspelt, or with a capital letter the section is passed
over, and no line of the log says so. What it was to protect is not protected, what it was to serve is not served.`,
  degrees: "Medium where the type can be guessed and calls or settings hang on it, else low.",
  fix: "Write the `type`, in lower case, or take the section out.",
  before: { "pjsip.conf": "[101]\ntype=Endpoint\nauth=101\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n" },
  versions: EVERY_PJSIP,
  references: [SORCERY],
  cwe: 1188,
  reports: ["asterisk-section-without-type", "asterisk-unknown-type"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const lists = new Set(ignoredSections(system).filter(isAccessList).map(({ name }) => name));
      const drops = dropsOf(system, ["section-without-type", "unknown-type"]).filter(({ objects: [first] }) => !lists.has(first?.id ?? ""));
      reportDrops(report, drops, ({ objects: [first] }) => ({ severity: severityOf(first?.type ?? ""), consequence: "" }));
    }
  },
});
