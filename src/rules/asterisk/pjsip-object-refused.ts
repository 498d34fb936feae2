import { defineRule } from "../rule.js";
import { consequenceOf, dropsOf, isAcl, reportDrops, severityOf } from "./drops.js";
import { EVERY_PJSIP, RES_PJSIP, SORCERY } from "./sip.js";

export const pjsipObjectRefused = defineRule({
  id: "pjsip-object-refused",
  title: "Options that do not go together take the object down",
  severity: "medium",
  needs: ["asterisk"],
  why: `Each option may be right and the object still be refused: an auth without a user name, an identify without an endpoint, a password digest
for one algorithm where another is asked for. Asterisk starts without the object.`,
  degrees: "Medium where calls or settings hang on the object, else low; info where an included file was not given, which may complete it.",
  fix: "Write what is missing, or take out what contradicts it.",
  before: { "pjsip.conf": "[101]\ntype=auth\npassword=documentation-only\n" },
  after: { "pjsip.conf": "[101]\ntype=auth\nusername=101\npassword=documentation-only\n" },
  versions: EVERY_PJSIP,
  references: [SORCERY, RES_PJSIP],
  cwe: 1188,
  reports: ["asterisk-object-refused"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const drops = dropsOf(system, ["object-refused"]).filter((drop) => !isAcl(drop));
      // An include that was not given may add to the section what it lacks: secrets are mostly kept apart.
      const certain = system.files.get("pjsip.conf")?.certain !== false;
      reportDrops(report, drops, ({ objects: [first] }) => {
        const consequence = consequenceOf(first?.type ?? "");
        return certain ? { severity: severityOf(first?.type ?? ""), consequence } : { severity: "info", confidence: "low", consequence: `${consequence}${consequence === "" ? "" : ", "}unless a file that was not given adds what is missing` };
      });
    }
  },
});
