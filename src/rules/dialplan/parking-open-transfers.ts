import { defineRule } from "../rule.js";
import { subjectOf } from "./accuse.js";
import { linesIn } from "./lines.js";

export const parkingOpenTransfers = defineRule({
  id: "parking-open-transfers",
  title: "Whoever takes or leaves a parked call may transfer it by keys",
  severity: "low",
  needs: ["asterisk"],
  why: `parkedcalltransfers and parkedcallreparking give transfers by keys to the parties of a parked call. With both or caller that
includes the one from outside, who gets the right of whoever parked it.`,
  degrees: "Low.",
  fix: "Write no, or callee where the telephones need it.",
  before: { "res_parking.conf": "[default]\nparkedcalltransfers=both\n", "extensions.conf": "[phones]\n" },
  after: { "res_parking.conf": "[default]\nparkedcalltransfers=no\n", "extensions.conf": "[phones]\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Asterisk_22_Documentation/API_Documentation/Module_Configuration/res_parking/"],
  cwe: 862,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const { section, line } of linesIn(system, "res_parking.conf")) {
        if (!/^parkedcall(?:transfers|reparking)$/i.test(line.name) || !/^(?:both|caller)$/i.test(line.value.trim())) continue;
        report(line.at, { subject: subjectOf(line.at, section), message: `${line.name}=${line.value} lets the caller of a parked call transfer it by keys`, note: line.name });
      }
    }
  },
});
