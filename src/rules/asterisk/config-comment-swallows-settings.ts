import { defineRule } from "../rule.js";
import { COMMENTS } from "./sip.js";

export const configCommentSwallowsSettings = defineRule({
  id: "config-comment-swallows-settings",
  title: "A block comment takes more than was meant",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`;--\` opens a comment that runs over lines, up to \`--;\`. One that is never closed, which a row of dashes after a semicolon can be,
swallows the rest of the file: sections below it do not exist.`,
  degrees: "Medium.",
  fix: "Close the comment, or write `;---` for a line of dashes.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n;-- phones\n[office]\ntype=acl\ndeny=0.0.0.0/0\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n;--- phones\n[office]\ntype=acl\ndeny=0.0.0.0/0\n" },
  versions: "Asterisk, all versions.",
  references: [COMMENTS],
  cwe: 1188,
  reports: ["asterisk-comment-not-closed", "asterisk-comment-closed-unopened"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const { at, message } of system.problems.filter(({ code }) => code === "comment-not-closed" || code === "comment-closed-unopened")) {
        // A comment at the very end swallows nothing.
        const rest = at.file.text.slice(at.end);
        if (/^[^\n]*\n(?:\s*;[^\n]*\n|\s*\n)*[^\n;]*[[=]/.test(rest)) report(at, { subject: at.file.path, message });
      }
    }
  },
});
