import { defineRule } from "../rule.js";
import { callsOf, subjectOfCall } from "./places.js";

export const kamailioHttpStatusAsYes = defineRule({
  id: "kamailio-http-status-as-yes",
  title: "Any answer of a web server counts as yes",
  severity: "high",
  needs: ["kamailio"],
  why: `http_client_query() returns the status: 403 and 500 are above zero, hence yes. A server that refuses, fails or is somebody else's lets the caller
through.`,
  degrees: "High.",
  fix: "Ask for the one status: `http_client_query(...); if ($rc != 200) { exit; }`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "http_client.so"\nrequest_route {\n    if (!http_client_query("https://api.example.org/may", "$var(r)")) { exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "http_client.so"\nrequest_route {\n    http_client_query("https://api.example.org/may", "$var(r)");\n    if ($rc != 200) { exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/http_client.html"],
  cwe: 253,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      // Whoever reads the code or the status somewhere has thought of it.
      for (const call of callsOf(system, "http_client_query", "http_client_get", "http_client_request", "http_connect")) {
        if (call.used === "condition") report(call.at, { subject: subjectOfCall(call), note: call.name, message: `${call.name}() is yes for every answer of the server, 403 and 500 too: only $rc tells the status` });
      }
    }
  },
});
