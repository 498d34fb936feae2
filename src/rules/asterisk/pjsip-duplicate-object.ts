import { counted } from "../phrase.js";
import { defineRule } from "../rule.js";
import { dropsOf, isAcl, reportDrops, severityOf } from "./drops.js";
import { EVERY_PJSIP, SORCERY } from "./sip.js";

export const pjsipDuplicateObject = defineRule({
  id: "pjsip-duplicate-object",
  title: "Two objects of one name cancel all objects of their type",
  severity: "high",
  needs: ["asterisk"],
  why: `Where two sections share a name and a type, Asterisk loads no object of that type from the file: one doubled extension takes all
endpoints down. With identify or auth sections gone, who is who is decided otherwise than the file says.`,
  degrees: "High for endpoints, auths, aors, transports, identifies and global; medium for the rest. Access lists have their own rule.",
  fix: "Give one of the two another name, or join them.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=endpoint\nauth=101\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=aor\nmax_contacts=1\n" },
  versions: EVERY_PJSIP,
  references: [SORCERY],
  cwe: 1188,
  reports: ["asterisk-duplicate-object", "asterisk-more-than-one"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const drops = dropsOf(system, ["duplicate-object", "more-than-one"]).filter((drop) => !isAcl(drop));
      reportDrops(report, drops, ({ objects: [first] }) => {
        const type = first?.type ?? "";
        const lost = system.pjsip?.dropped.filter((dropped) => dropped.type === type).length ?? 0;
        return { severity: severityOf(type) === "medium" ? "high" : "medium", consequence: `${counted(lost, "section")} of the file count for nothing` };
      });
    }
  },
});
