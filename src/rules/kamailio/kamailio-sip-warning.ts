import { defineRule } from "../rule.js";
import { isOn, lineOf } from "./places.js";

export const kamailioSipWarning = defineRule({
  id: "kamailio-sip-warning",
  title: "Answers tell addresses and process numbers",
  severity: "low",
  needs: ["kamailio"],
  why: `With sip_warning every answer carries a Warning header with inner addresses, the process and the request's data: a map for whoever asks.`,
  degrees: "Low.",
  fix: "`sip_warning=0`.",
  before: { "kamailio.cfg": "#!KAMAILIO\nsip_warning=1\nrequest_route { exit; }\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\nsip_warning=0\nrequest_route { exit; }\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 200,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const line = lineOf(system, "sip_warning");
      if (line === undefined || !(isOn(line.value))) continue;
      report(line.at, { subject: `${line.at.file.path} sip_warning`, related: line.via.map((span) => ({ span, note: "written here" })), message: `every answer carries a Warning header that tells inner addresses` });
    }
  },
});
