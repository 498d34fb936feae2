import { defineRule } from "../rule.js";
import { EVERY_PJSIP } from "./sip.js";
import { WIZARD } from "./wizard.js";

export const wizardLineIgnored = defineRule({
  id: "wizard-line-ignored",
  title: "A line of a wizard that counts for nothing",
  severity: "low",
  needs: ["asterisk"],
  why: `pjsip_wizard.conf knows its own options and, after a prefix such as \`endpoint/\`, those of the objects it makes. Any other line is passed over
without a word, also \`Endpoint/…\` with a capital letter, and so is a section without \`type=wizard\`: what it was to set is not set.`,
  degrees: "Medium where the line was to say who gets in (passwords, accept, permit, deny), or a whole section is passed over; low for the others.",
  fix: "Write the option as the wizard knows it, with the object's prefix in lower case.",
  before: { "pjsip_wizard.conf": "[101]\ntype=wizard\naccepts_registrations=yes\naccept_auth=yes\n" },
  after: { "pjsip_wizard.conf": "[101]\ntype=wizard\naccepts_registrations=yes\naccepts_auth=yes\ninbound_auth/username=101\ninbound_auth/password=documentation-only\n" },
  versions: EVERY_PJSIP,
  references: [WIZARD],
  cwe: 1188,
  reports: ["asterisk-unknown-option", "asterisk-section-without-type", "asterisk-wizard-twice", "asterisk-wizard-refused"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const problem of system.problems.filter(({ code, object }) => CODES.includes(code) && object === undefined)) {
        const { at, code, message, hint } = problem;
        const grave = code !== "unknown-option" || /auth|passw|accept|permit|deny|acl|identify/i.test(at.file.text.slice(at.start, at.end));
        report(at, { subject: at.file.path, severity: grave ? "medium" : "low", message, ...(hint === undefined ? {} : { fix: `write \`${hint}\`, or take the line out` }) });
      }
    }
  },
});

const CODES: readonly string[] = ["unknown-option", "section-without-type", "wizard-twice", "wizard-refused"];
