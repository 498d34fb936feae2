import { defineRule } from "../rule.js";
import { dropsOf, isAcl, reportDrops } from "./drops.js";
import { EVERY_PJSIP, RES_PJSIP_ACL } from "./sip.js";

export const pjsipAclUnknownOptionFailOpen = defineRule({
  id: "pjsip-acl-unknown-option-fail-open",
  title: "A misspelt line of an access list lets everybody in",
  severity: "high",
  needs: ["asterisk"],
  why: `An option that \`type=acl\` does not know (\`contactdeny\`, \`allow\`, \`ip\`) makes Asterisk drop the whole access list, with its good lines.
It starts without the list, and whoever was meant to be kept out gets in.`,
  degrees: "High: a control that somebody relies on is not there at all.",
  fix: "Use only permit, deny, acl, contact_permit, contact_deny and contact_acl.",
  before: { "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\ndeny=::/0\nallow=203.0.113.0/24\n" },
  after: { "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP_ACL],
  cwe: 636,
  reports: ["asterisk-unknown-option", "asterisk-option-of-another-type", "asterisk-option-of-chan-sip", "asterisk-option-of-another-version", "asterisk-object-refused"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const drops = dropsOf(system, ["unknown-option", "option-of-another-type", "option-of-chan-sip", "option-of-another-version", "object-refused"]);
      reportDrops(report, drops.filter(isAcl), () => ({ severity: "high", consequence: "Asterisk starts without it and lets everybody in" }));
    }
  },
});
