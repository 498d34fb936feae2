import { defineRule } from "../rule.js";
import { routeText } from "./places.js";

export const kamailioPerlPattern = defineRule({
  id: "kamailio-perl-pattern",
  title: "A pattern is written for another kind of expression and never fits",
  severity: "medium",
  needs: ["kamailio"],
  why: `\`=~\` knows POSIX expressions. \`\\d\`, \`\\w\`, \`\\s\`, \`(?:\` and \`\\b\` mean something in Perl's; here they fit other characters or nothing, so what was to
be refused passes.`,
  degrees: "Medium: what hangs on the pattern is not looked at.",
  fix: "Write classes: `[0-9]`, `[[:alnum:]_]`, `[[:space:]]`; or use pcre_match().",
  before: { "kamailio.cfg": '#!KAMAILIO\nrequest_route {\n    if ($rU =~ "^00\\\\d+$") { exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nrequest_route {\n    if ($rU =~ "^00[0-9]+$") { exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 185,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { operator, right, at, route } of system.comparisons) {
        const [odd] = operator === "=~" && typeof right.literal === "string" ? (/\\d|\(\?[:=!i]|\[\^?\\[dws]/.exec(right.literal) ?? []) : [];
        if (odd !== undefined) report(right.at, { subject: `${at.file.path} ${routeText(route)} ${right.text}`, note: right.text, message: `${odd} means nothing in this kind of pattern: ${right.text} does not fit what it is meant to fit` });
      }
    }
  },
});
