import { defineRule } from "../rule.js";
import { isOn, lineOf } from "./places.js";

export const kamailioRepliesToVia = defineRule({
  id: "kamailio-replies-to-via",
  title: "Answers go to whatever address the request names",
  severity: "medium",
  needs: ["kamailio"],
  why: `With reply_to_via the answer is not sent to where the request came from but to what its Via says: a stranger has the proxy answer a victim.`,
  degrees: "Medium.",
  fix: "Remove the line.",
  before: { "kamailio.cfg": "#!KAMAILIO\nreply_to_via=1\nrequest_route { exit; }\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\nreply_to_via=0\nrequest_route { exit; }\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 441,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const line = lineOf(system, "reply_to_via");
      if (line === undefined || !(isOn(line.value))) continue;
      report(line.at, { subject: `${line.at.file.path} reply_to_via`, related: line.via.map((span) => ({ span, note: "written here" })), message: `answers go to the address that the request's Via names, not to where it came from` });
    }
  },
});
