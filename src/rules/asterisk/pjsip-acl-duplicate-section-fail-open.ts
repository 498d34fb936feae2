import { counted } from "../phrase.js";
import { defineRule } from "../rule.js";
import { dropsOf, isAcl, reportDrops } from "./drops.js";
import { EVERY_PJSIP, RES_PJSIP_ACL, SORCERY } from "./sip.js";

export const pjsipAclDuplicateSectionFailOpen = defineRule({
  id: "pjsip-acl-duplicate-section-fail-open",
  title: "Two access lists of one name cancel all access lists",
  severity: "high",
  needs: ["asterisk"],
  why: `Where two sections have the same name and \`type=acl\`, Asterisk loads no object of that type at all: every access list of the file is
gone, and everybody is let in.`,
  degrees: "High: all access lists are gone, not only the two.",
  fix: "Give each access list a name of its own, or join the two.",
  before: { "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\n[office]\ntype=acl\ndeny=::/0\n" },
  after: { "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\ndeny=::/0\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP_ACL, SORCERY],
  cwe: 636,
  reports: ["asterisk-duplicate-object"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const lost = system.pjsip?.dropped.filter(({ type }) => type === "acl").length ?? 0;
      reportDrops(report, dropsOf(system, ["duplicate-object"]).filter(isAcl), () => ({ severity: "high", consequence: `Asterisk starts without the ${counted(lost, "access list")} of the file and lets everybody in` }));
    }
  },
});
