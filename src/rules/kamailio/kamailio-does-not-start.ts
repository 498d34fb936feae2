import { defineRule } from "../rule.js";
import { hidesParts, problemsOf, REPORTED } from "./problems.js";

export const kamailioDoesNotStart = defineRule({
  id: "kamailio-does-not-start",
  title: "Kamailio refuses to start with this file",
  severity: "medium",
  needs: ["kamailio"],
  why: `The engine that runs was started with another text; at its next start, after an update or a failure at night, it reads this one, stops at the line and answers
nobody.`,
  degrees: "Medium, with medium confidence where the release had to be assumed; info where a part was not given that may bring what is missing.",
  fix: "Correct the line; `kamailio -c` finds most of them.",
  before: { "kamailio.cfg": '#!KAMAILIO\ndebug=1\nrequest_route { if (is_method("INVITE") { exit; } }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\ndebug=1\nloadmodule "textops.so"\nrequest_route { if (is_method("INVITE")) { exit; } }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: null,
  reports: REPORTED,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const [first, ...others] = problemsOf(system, "fatal");
      if (first === undefined) continue;
      report(first.at, {
        subject: `${first.at.file.path} start`, ...(hidesParts(system) ? { severity: "info", confidence: "low" } as const : { confidence: system.version.kind === "set" ? "high" : "medium" } as const), note: "Kamailio stops here", related: others.slice(0, 20).map(({ at, message }) => ({ span: at, note: message })),
        message: `Kamailio does not start with this file${hidesParts(system) ? ", unless a part that was not given brings what is missing" : ""}: ${first.message}`,
      });
    }
  },
});
