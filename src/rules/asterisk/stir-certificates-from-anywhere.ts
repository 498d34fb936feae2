import { parseRange } from "../../exposure/index.js";
import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { allSections, factOf, linesOf, pathOf } from "./settings.js";

export const stirCertificatesFromAnywhere = defineRule({
  id: "stir-certificates-from-anywhere",
  title: "A caller makes Asterisk fetch from any address",
  severity: "high",
  needs: ["asterisk"],
  why: `To verify a signed call Asterisk fetches the certificate from the URL that the caller wrote. Special addresses are refused by default; with all of them permitted a
caller has it ask hosts of the inner network and the cloud's metadata.`,
  degrees: "High.",
  fix: "Remove `x5u_permit` for everything: the default refuses special-purpose addresses.",
  before: { "stir_shaken.conf": "[verification]\nx5u_permit=0.0.0.0/0\n" },
  after: { "stir_shaken.conf": "[verification]\nfailure_action=reject_request\n" },
  versions: "Asterisk 18.22, 20.7, 21.2 and later.",
  references: [sample("stir_shaken.conf"), "https://github.com/asterisk/asterisk/security/advisories"],
  cwe: 918,
  check({ asterisk }, report) {
    for (const section of asterisk.flatMap((system) => allSections(system, "stir_shaken.conf"))) {
      const lines = linesOf(section, "x5u_permit", "x5u_deny");
      // The last entry that fits decides: what stands after it may refuse again.
      const last = lines.at(-1);
      if (last === undefined || !/^x5u_permit$/i.test(last.name) || !last.value.split(",").some(isAll)) continue;
      report(factOf(last), { subject: pathOf(section.at, section.name), message: "a caller makes Asterisk fetch a certificate from any address, those of the inner network included" });
    }
  },
});

function isAll(text: string): boolean {
  const read = parseRange(text.trim().replace("/0.0.0.0", "/0"));
  return read !== null && read.range.first === 0n && read.range.last === (1n << (read.family === 4 ? 32n : 128n)) - 1n;
}
