import { defineRule } from "../rule.js";
import { consequenceOf, dropsOf, isAcl, reportDrops, severityOf } from "./drops.js";
import { SORCERY } from "./sip.js";

export const pjsipOptionOfAnotherVersion = defineRule({
  id: "pjsip-option-of-another-version",
  title: "An option that this release does not know yet takes the object down",
  severity: "medium",
  needs: ["asterisk"],
  why: `An option that came with a later release is an unknown one here: Asterisk drops the object that holds it. Hardening copied from
newer documentation (other digests, for example) so takes away the very accounts it was to protect, or all global settings.`,
  degrees: "Medium where calls or settings hang on the object, else low.",
  fix: "Take the line out, or upgrade to a release that knows the option.",
  before: { "pjsip.conf": "[global]\ntype=global\ndefault_auth_algorithms_uas=SHA-256,MD5\n", "asterisk-version.txt": "Asterisk 20.9.3\n" },
  after: { "pjsip.conf": "[global]\ntype=global\ndefault_auth_algorithms_uas=SHA-256,MD5\n", "asterisk-version.txt": "Asterisk 20.20.1\n" },
  versions: "Asterisk with chan_pjsip, as told or found.",
  references: [SORCERY, "https://docs.asterisk.org/About-the-Project/Asterisk-Versions/"],
  cwe: 1188,
  reports: ["asterisk-option-of-another-version"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const drops = dropsOf(system, ["option-of-another-version"]).filter((drop) => !isAcl(drop));
      reportDrops(report, drops, ({ objects: [first] }) => ({ severity: severityOf(first?.type ?? ""), consequence: consequenceOf(first?.type ?? "") }));
    }
  },
});
