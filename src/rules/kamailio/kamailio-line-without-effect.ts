import { defineRule } from "../rule.js";
import { problemsOf, REPORTED } from "./problems.js";

export const kamailioLineWithoutEffect = defineRule({
  id: "kamailio-line-without-effect",
  title: "A line does something else than it seems to",
  severity: "medium",
  needs: ["kamailio"],
  why: `Kamailio starts without a word and takes the text for something else: a variable that no module has becomes an empty one, a directive out of place lets both
branches in. What the line was to check or turn on does not happen.`,
  degrees: "Medium.",
  fix: "Correct the line as the message says.",
  before: { "kamailio.cfg": 'loadmodule "pv.so"\nrequest_route { if ($sii == "192.0.2.1") { exit; } }\n' },
  after: { "kamailio.cfg": 'loadmodule "pv.so"\nrequest_route { if ($si == "192.0.2.1") { exit; } }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 1061,
  reports: REPORTED,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { code, message, at } of problemsOf(system, "silent")) if (code !== "else-ignored") report(at, { subject: `${at.file.path} ${at.file.text.slice(at.start, Math.min(at.end, at.start + 40))}`, confidence: system.version.kind === "set" ? "high" : "medium", message });
    }
  },
});
