import { defineRule } from "../rule.js";
import { lineOf } from "./places.js";

export const kamailioDebugInProduction = defineRule({
  id: "kamailio-debug-in-production",
  title: "The log holds every message and grows without end",
  severity: "medium",
  needs: ["kamailio"],
  why: `At this level Kamailio writes what it parses, headers with credentials included, and each packet of a flood becomes a hundred lines: the disk fills, the log
stops, the engine waits for it.`,
  degrees: "Medium.",
  fix: "`debug=1` or `debug=2`.",
  before: { "kamailio.cfg": "#!KAMAILIO\ndebug=4\nrequest_route { exit; }\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\ndebug=2\nrequest_route { exit; }\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 532,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const line = lineOf(system, "debug");
      if (line === undefined || !(typeof line.value === "number" && line.value >= 3)) continue;
      report(line.at, { subject: `${line.at.file.path} debug`, related: line.via.map((span) => ({ span, note: "written here" })), message: `debug=${line.value} writes whole messages into the log, credentials included` });
    }
  },
});
