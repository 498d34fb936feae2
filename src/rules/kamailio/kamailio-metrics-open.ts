import { defineRule } from "../rule.js";
import { byCall, isPlain, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioMetricsOpen = defineRule({
  id: "kamailio-metrics-open",
  title: "Anybody reads the counters over HTTP",
  severity: "low",
  needs: ["kamailio"],
  why: `Numbers of calls, registrations and failures tell a stranger what is worth attacking and whether an attack works.`,
  degrees: "Low.",
  fix: "Answer only to the address of the collector.",
  before: { "kamailio.cfg": '#!KAMAILIO\nlisten=tcp:192.0.2.20:5060\nloadmodule "xhttp.so"\nloadmodule "xhttp_prom.so"\nrequest_route { exit; }\nevent_route[xhttp:request] {\n    prom_dispatch();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nlisten=tcp:192.0.2.20:5060\nloadmodule "xhttp.so"\nloadmodule "xhttp_prom.so"\nrequest_route { exit; }\nevent_route[xhttp:request] {\n    if (src_ip != 127.0.0.1) { xhttp_reply("403", "Forbidden", "", ""); exit; }\n    prom_dispatch();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/xhttp_prom.html"],
  cwe: 497,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const open = system.paths.found.filter((path) => path.request.method === "any" && path.sink === "metrics" && isPlain(path));
      for (const [way] of byCall(open)) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "reached here", message: "whoever speaks HTTP to one of the TCP ports reads the counters" });
    }
  },
});
