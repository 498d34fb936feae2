import { defineRule } from "../rule.js";
import { EVERY_PJSIP, IDENTIFIER_IP, objectsOf, optionIn, pathIn, sipsOf } from "./sip.js";

export const pjsipIdentifyUnanchoredRegex = defineRule({
  id: "pjsip-identify-unanchored-regex",
  title: "An expression that fits whatever merely holds it",
  severity: "medium",
  needs: ["asterisk"],
  why: `A value between slashes is a regular expression, and without \`^\` and \`$\` it fits any text that holds it: \`/carrier/\` also fits
\`not-the-carrier.example.org\`. Callers who are to be told apart by it are not.`,
  degrees: "Medium; that the caller writes the text is another rule's finding.",
  fix: "Put `^` in front of the expression and `$` behind it, or write the value without slashes.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\nauth=carrier\n[carrier]\ntype=identify\nendpoint=carrier\nmatch_header=X-Trunk: /carrier/\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\nauth=carrier\n[carrier]\ntype=identify\nendpoint=carrier\nmatch_header=X-Trunk: /^carrier$/\n" },
  versions: EVERY_PJSIP,
  references: [IDENTIFIER_IP],
  cwe: 625,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const identify of objectsOf(sip, "identify")) {
        for (const name of ["match_header", "match_request_uri"]) {
          const fact = optionIn(sip, identify, name);
          const text = fact.kind === "set" ? (name === "match_header" ? fact.value.slice(fact.value.indexOf(":") + 1) : fact.value).trim() : "";
          const expression = /^\/(.*)\/$/.exec(text)?.[1];
          if (expression === undefined || (expression.startsWith("^") && expression.endsWith("$"))) continue;
          report(fact, { subject: pathIn(identify), message: `\`/${expression}/\` fits every text that holds it, not only the one that is meant` });
        }
      }
    }
  },
});
