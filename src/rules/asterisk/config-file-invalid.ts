import { defineRule } from "../rule.js";
import { CONFIG_FORMAT, TEMPLATES } from "./sip.js";

export const configFileInvalid = defineRule({
  id: "config-file-invalid",
  title: "Asterisk reads nothing from a file",
  severity: "high",
  needs: ["asterisk"],
  why: `A section's bracket that is not closed, a template or an included file that does not exist, a line before the first section: one such
mistake makes Asterisk give the whole file up. It starts all the same, without the access lists, passwords and limits that stood there; at a reload it keeps what it had, so the mistake shows at the next restart.`,
  degrees: "High where the file decides who gets in (pjsip, acl, manager, http, ari, iax, sip, modules); medium for others and where only the rest of an included file is lost; low for an included file that is missing here: it may only have been left out of what was given.",
  fix: "Mend the line, and look at the log after a restart.",
  before: { "pjsip.conf": "[101](phone)\ntype=endpoint\n" },
  after: { "pjsip.conf": "[phone](!)\n[101](phone)\ntype=endpoint\n" },
  versions: "Asterisk, all versions.",
  references: [CONFIG_FORMAT, TEMPLATES],
  cwe: 1188,
  reports: ["asterisk-setting-before-section", "asterisk-unknown-template", "asterisk-append-to-nothing", "asterisk-include-missing", "asterisk-section-not-closed", "asterisk-section-options-not-closed", "asterisk-template-of-itself", "asterisk-comment-too-deep", "asterisk-invalid-escape"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const { code, message, at, effect } of system.problems) {
        const name = at.file.path.split("/").at(-1) ?? "";
        if ((effect !== "file-invalid" && effect !== "rest-dropped") || NOT_READ.test(name)) continue;
        const rest = effect === "rest-dropped";
        report(at, {
          subject: at.file.path, severity: code === "include-missing" ? "low" : !rest && GUARDING.test(name) ? "high" : "medium", confidence: code === "include-missing" ? "medium" : "high",
          message: `${message}; Asterisk reads nothing ${rest ? `of \`${name}\` from here on` : `from \`${name}\` at all`}${code === "include-missing" ? ", unless the file was only left out of what was given" : ""}`,
        });
      }
    }
  },
});

/** Shell scripts and a CGI program read these, Asterisk does not. */
const NOT_READ = /^(?:ast_debug_tools|dbsep)\.conf$/;

/** Files that decide who gets in. */
const GUARDING = /^(?:pjsip|pjsip_wizard|acl|manager|http|ari|iax|sip|modules)\.conf$/;
