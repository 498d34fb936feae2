import { defineRule } from "../rule.js";
import { COMMENTS, CONFIG_FORMAT } from "./sip.js";

export const configLineNotRead = defineRule({
  id: "config-line-not-read",
  title: "A line that Asterisk passes over",
  severity: "low",
  needs: ["asterisk"],
  why: `A line without \`=\`, without a name, or longer than 8190 bytes counts for nothing; so does text after a section's
bracket. The log has a warning at most, and the setting that somebody wrote is not there.`,
  degrees: "Medium for a line of an access list or a password, low for others.",
  fix: "Write the line as `name = value`, and comments with `;`.",
  before: { "pjsip.conf": "[office]\ntype=acl\ndeny 0.0.0.0/0\n" },
  after: { "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\n" },
  versions: "Asterisk, all versions.",
  references: [CONFIG_FORMAT, COMMENTS],
  cwe: 1188,
  reports: ["asterisk-no-equals-sign", "asterisk-line-too-long", "asterisk-directive-without-argument", "asterisk-text-after-section", "asterisk-include-too-deep", "asterisk-no-name"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const { at, message } of system.problems.filter((problem) => CODES.includes(problem.code))) {
        const text = at.file.text.slice(at.start, Math.min(at.end, at.start + 40));
        report(at, { subject: at.file.path, severity: /^\s*(?:contact_?)?(?:permit|deny|acl|secret|password|noload|auth)\b/i.test(text) ? "medium" : "low", message });
      }
    }
  },
});

const CODES: readonly string[] = ["no-equals-sign", "line-too-long", "directive-without-argument", "text-after-section", "include-too-deep", "no-name"];
