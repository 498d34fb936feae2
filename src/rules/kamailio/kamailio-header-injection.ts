import { defineRule } from "../rule.js";
import { callsOf, subjectOfCall } from "./places.js";

/** Functions that write headers (READMEs of textops, textopsx). */
const WRITERS: readonly string[] = ["append_hf", "insert_hf", "append_to_reply", "append_hf_value", "insert_hf_value", "assign_hf_value", "assign_hf_value2", "append_urihf"];

/** What can hold any byte: decoded text and bodies (cookbooks of transformations and pseudo-variables). */
const DECODED = /\{(?:s\.decode\.\w+|s\.urldecode\.param|urldecode\.param|json\.parse|s\.unquote)\b|^\$\(?(?:rb|mb|http_rb|evapi\(msg)\b/;
//POST

export const kamailioHeaderInjection = defineRule({
  id: "kamailio-header-injection",
  title: "Decoded text goes into a header with its line breaks",
  severity: "high",
  needs: ["kamailio"],
  why: `What comes out of base64, hexadecimal, JSON or a body may hold line breaks, which no header of a message can bring as such. Put into a header that
is appended, it ends the line and writes further headers, among them those the servers behind believe.`,
  degrees: "High; with medium confidence where a script variable carries the value there.",
  fix: "Refuse control characters first: `if ($var(x) =~ \"[[:cntrl:]]\") { exit; }`, or do not decode.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "textops.so"\nrequest_route {\n    append_hf("X-Name: $(hdr(X-Name64){s.decode.base64})\\r\\n");\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "textops.so"\nrequest_route {\n    append_hf("X-Name: $hdr(X-Name64)\\r\\n");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/transformations/", "https://www.kamailio.org/docs/modules/stable/modules/textops.html"],
  cwe: 93,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const decoded = new Set(system.assignments.filter(({ value }) => value.variables.some((variable) => DECODED.test(variable))).map(({ target }) => target));
      const screened = new Set(system.comparisons.filter(({ right }) => /cntrl|\\[rn]|\^\[/.test(right.text)).map(({ left }) => left.text));
      for (const call of callsOf(system, ...WRITERS)) {
        const values = call.arguments.flatMap(({ variables }) => variables);
        const first = values.find((variable) => (DECODED.test(variable) || decoded.has(variable)) && !/\{s\.(?:md5|sha\d+|len|int|encode\.\w+)\}/.test(variable) && !screened.has(variable));
        if (first !== undefined) report(call.at, { subject: subjectOfCall(call), confidence: DECODED.test(first) ? "high" : "medium", note: call.name, message: `${first} may hold line breaks once it is decoded, and ${call.name}() writes it into a header: whoever sends it writes further headers` });
      }
    }
  },
});
