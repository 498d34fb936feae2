import { defineRule } from "../rule.js";
import { TEMPLATES } from "./sip.js";

export const configTemplateListIgnored = defineRule({
  id: "config-template-list-ignored",
  title: "A blank before the parenthesis drops what a section takes over",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`[101] (phone)\` is the section 101 without any template: the parenthesis has to follow the bracket at once. All that the template was to
give it, its auth, its access list, its context, is missing, and a warning in the log is all there is.`,
  degrees: "Medium.",
  fix: "Take the blank out.",
  before: { "pjsip.conf": "[phone](!)\nauth=phones\n[101] (phone)\ntype=endpoint\n" },
  after: { "pjsip.conf": "[phone](!)\nauth=phones\n[101](phone)\ntype=endpoint\n" },
  versions: "Asterisk, all versions.",
  references: [TEMPLATES],
  cwe: 1188,
  reports: ["asterisk-section-options-ignored"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const { at } of system.problems.filter(({ code }) => code === "section-options-ignored")) {
        report(at, { subject: at.file.path, message: `\`${at.file.text.slice(at.start, at.end)}\` is ignored, with all that the section was to take over: it must follow the bracket at once` });
      }
    }
  },
});
