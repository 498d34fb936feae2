import { defineRule } from "../rule.js";
import { allSections, pathOf } from "./settings.js";
import { elements } from "./sip.js";

export const aclConfUnused = defineRule({
  id: "acl-conf-unused",
  title: "A named access list that nobody names",
  severity: "info",
  needs: ["asterisk"],
  why: `A section of acl.conf does nothing by itself: somebody has to name it (\`acl=\`, \`contact_acl=\`, \`ice_acl=\`, …). One that nobody names keeps
nobody out, whatever it looks like.`,
  degrees: "Info. The examples that Asterisk ships are left out.",
  fix: "Name the list where it is to count, or take it out.",
  before: { "acl.conf": "[office]\ndeny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24\n", "pjsip.conf": "[sip]\ntype=acl\ndeny=192.0.2.66\n" },
  after: { "acl.conf": "[office]\ndeny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24\n", "pjsip.conf": "[sip]\ntype=acl\nacl=office\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Core-Configuration/Named-ACLs/"],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      // Whoever may name a list must have been given: pjsip.conf alone is not enough to say nobody does.
      const files = [...system.files].filter(([name]) => name !== "acl.conf");
      if (!files.some(([name]) => name === "pjsip.conf") || files.some(([, { certain, valid }]) => !certain || !valid)) continue;
      const named = new Set(files.flatMap(([, { categories }]) => categories.flatMap(({ variables }) => variables.filter(({ name }) => /acl$/i.test(name)).flatMap(({ value }) => elements(value.toLowerCase())))));
      for (const section of allSections(system, "acl.conf")) {
        if (named.has(section.name.toLowerCase()) || /^(?:general|example_named_acl\d*)$/i.test(section.name) || section.variables.length === 0) continue;
        report(section.at, { subject: pathOf(section.at, section.name), confidence: "medium", message: `no file that was given names the access list \`${section.name}\`: it keeps nobody out` });
      }
    }
  },
});
