import { defineRule } from "../rule.js";
import { byCall, isPlain, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioRpcHttpOpen = defineRule({
  id: "kamailio-rpc-http-open",
  title: "Anybody gives commands to Kamailio over HTTP",
  severity: "critical",
  needs: ["kamailio"],
  why: `The route that answers HTTP runs commands for whoever asks, on every TCP port that Kamailio listens on: settings, tables, registrations, the end of
the engine. One curl is enough.`,
  degrees: "Critical; with low confidence where a table or another machine decides.",
  fix: "Ask for the source or a password first, and end the script where they are wrong.",
  before: { "kamailio.cfg": '#!KAMAILIO\nlisten=tcp:192.0.2.20:5060\nloadmodule "xhttp.so"\nloadmodule "jsonrpcs.so"\nrequest_route { exit; }\nevent_route[xhttp:request] {\n    jsonrpc_dispatch();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nlisten=tcp:192.0.2.20:5060\nloadmodule "xhttp.so"\nloadmodule "jsonrpcs.so"\nrequest_route { exit; }\nevent_route[xhttp:request] {\n    if (src_ip != 127.0.0.1) { xhttp_reply("403", "Forbidden", "", ""); exit; }\n    jsonrpc_dispatch();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/jsonrpcs.html", "https://www.kamailio.org/docs/modules/stable/modules/xhttp.html"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const open = system.paths.found.filter((path) => path.request.method === "any" && path.sink === "rpc" && isPlain(path));
      for (const [way] of byCall(open)) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "reached here", message: "whoever speaks HTTP to one of the TCP ports gives commands to Kamailio: no password and no address is asked for" });
    }
  },
});
