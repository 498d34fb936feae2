import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { allSections, factOf, isTrue, linesOf, pathOf } from "./settings.js";

export const stirAnyAuthority = defineRule({
  id: "stir-any-authority",
  title: "Any web certificate may sign a caller's number",
  severity: "low",
  needs: ["asterisk"],
  why: `Only authorities of the telephone world are meant to vouch for numbers. \`load_system_certs=yes\` trusts all that browsers trust: who has a certificate for a web site
signs calls from any number.`,
  degrees: "Low.",
  fix: "Write `load_system_certs=no`, and put the list of approved authorities into `ca_path`.",
  before: { "stir_shaken.conf": "[verification]\nload_system_certs=yes\n" },
  after: { "stir_shaken.conf": "[verification]\nload_system_certs=no\nca_path=/etc/asterisk/stir\n" },
  versions: "Asterisk 18.22, 20.7, 21.2 and later.",
  references: [sample("stir_shaken.conf")],
  cwe: 295,
  check({ asterisk }, report) {
    for (const section of asterisk.flatMap((system) => allSections(system, "stir_shaken.conf"))) {
      const line = linesOf(section, "load_system_certs").at(-1);
      if (line !== undefined && isTrue(line.value)) report(factOf(line), { subject: pathOf(section.at, section.name), message: "whatever authority browsers trust may vouch for a caller's number" });
    }
  },
});
