import { defineRule } from "../rule.js";
import { subjectOfCall } from "./places.js";
import { freeIn, told } from "./taint.js";

/** Which argument holds the filter (README of ldap). */
const ARGUMENT: Readonly<Record<string, number>> = { ldap_search: 0 };
//POST

export const kamailioLdapInjection = defineRule({
  id: "kamailio-ldap-injection",
  title: "What a caller sends becomes part of an LDAP search",
  severity: "medium",
  needs: ["kamailio"],
  why: `The filter is part of the URL, with pseudo-variables put in as they came: \`*)(uid=*\` finds everybody, and whoever is found decides what the
caller may do.`,
  degrees: "Medium; with medium confidence where a script variable carries the value there.",
  fix: "Encode it first: `ldap_filter_url_encode(\"uid=$fU\", \"$avp(filter)\")`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "ldap.so"\nrequest_route {\n    ldap_search("ldap://people/ou=phones,o=example?mail?sub?(uid=$fU)");\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "ldap.so"\nrequest_route {\n    ldap_filter_url_encode("uid=$fU", "$avp(name)");\n    ldap_search("ldap://people/ou=phones,o=example?mail?sub?($avp(name))");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/ldap.html"],
  cwe: 90,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of system.calls) {
        const index = Object.hasOwn(ARGUMENT, call.name) ? ARGUMENT[call.name] : undefined;
        if (index === undefined) continue;
        const value = call.arguments[index];
        const [first] = freeIn(system, call, value);
        if (value === undefined || first === undefined) continue;
        report(value.at, { subject: subjectOfCall(call), confidence: first.from === null ? "high" : "medium", note: call.name, message: `${told(first)} stands in the filter of ${call.name}(): with brackets and stars in it, it finds others` });
      }
    }
  },
});
