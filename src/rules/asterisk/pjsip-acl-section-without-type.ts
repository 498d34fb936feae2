import { defineRule } from "../rule.js";
import { accessLinesOf, ignoredSections, isAccessList, typeOf } from "./drops.js";
import { pathOf } from "./settings.js";
import { EVERY_PJSIP, RES_PJSIP_ACL, SORCERY } from "./sip.js";

export const pjsipAclSectionWithoutType = defineRule({
  id: "pjsip-acl-section-without-type",
  title: "An access list that Asterisk does not take for one",
  severity: "high",
  needs: ["asterisk"],
  why: `A section of pjsip.conf counts by its \`type\`, written exactly so. With no type, or \`type=ACL\`, Asterisk passes over permit and deny
lines without a word in the log, and everybody is let in.`,
  degrees: "High: a control that somebody relies on is not there at all.",
  fix: "Write `type=acl`, in lower case, in the section.",
  before: { "pjsip.conf": "[office]\ndeny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24\n" },
  after: { "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP_ACL, SORCERY],
  cwe: 1188,
  reports: ["asterisk-section-without-type", "asterisk-unknown-type"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const section of ignoredSections(system).filter(isAccessList)) {
        report(section.at, {
          subject: pathOf(section.at, section.name),
          message: `\`${section.name}\` is ignored without a word and keeps nobody out: ${typeOf(section) === undefined ? "it has no `type`" : `\`type=${typeOf(section)}\` is no type`}`,
          related: accessLinesOf(section).slice(0, 2).map(({ nameAt }) => ({ span: nameAt, note: "never read" })),
        });
      }
    }
  },
});
