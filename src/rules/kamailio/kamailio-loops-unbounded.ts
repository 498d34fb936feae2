import { defineRule } from "../rule.js";
import { lineOf } from "./places.js";

export const kamailioLoopsUnbounded = defineRule({
  id: "kamailio-loops-unbounded",
  title: "A loop of the script may run for ever",
  severity: "low",
  needs: ["kamailio"],
  why: `Without a limit a loop whose end depends on what was sent keeps a process busy with one packet.`,
  degrees: "Low.",
  fix: "Remove the line: the limit is 100.",
  before: { "kamailio.cfg": "#!KAMAILIO\nmax_while_loops=0\nrequest_route { exit; }\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\nmax_while_loops=100\nrequest_route { exit; }\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 835,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const line = lineOf(system, "max_while_loops");
      if (line === undefined || !(Number(line.value) === 0 || Number(line.value) > 10_000)) continue;
      report(line.at, { subject: `${line.at.file.path} max_while_loops`, related: line.via.map((span) => ({ span, note: "written here" })), message: `loops run up to ${Number(line.value) === 0 ? "no limit" : line.value} times` });
    }
  },
});
