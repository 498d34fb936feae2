import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { allSections, factOf, isTrue, linesOf, pathOf } from "./settings.js";

export const stirUrlRulesRelaxed = defineRule({
  id: "stir-url-rules-relaxed",
  title: "Certificates of signed calls are fetched by any URL",
  severity: "medium",
  needs: ["asterisk"],
  why: `The standard asks for https on port 443 or 8443, without user, query or fragment. Relaxed, a certificate that was changed on the way by http is believed, and a caller
has Asterisk ask any port with any query.`,
  degrees: "Medium.",
  fix: "Remove the line.",
  before: { "stir_shaken.conf": "[verification]\nrelax_x5u_port_scheme_restrictions=yes\n" },
  after: { "stir_shaken.conf": "[verification]\nrelax_x5u_port_scheme_restrictions=no\n" },
  versions: "Asterisk 18.22, 20.7, 21.2 and later.",
  references: [sample("stir_shaken.conf"), "https://www.rfc-editor.org/rfc/rfc8225"],
  cwe: 295,
  check({ asterisk }, report) {
    for (const section of asterisk.flatMap((system) => allSections(system, "stir_shaken.conf"))) {
      for (const name of ["relax_x5u_port_scheme_restrictions", "relax_x5u_path_restrictions"]) {
        const line = linesOf(section, name).at(-1);
        if (line !== undefined && isTrue(line.value)) report(factOf(line), { subject: pathOf(section.at, section.name), message: name.includes("port") ? "certificates are fetched without TLS and from any port" : "certificates are fetched with any query that the caller writes" });
      }
    }
  },
});
