import { defineRule } from "../rule.js";
import { byCall, isPlain, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioWebAdminOpen = defineRule({
  id: "kamailio-web-admin-open",
  title: "Anybody edits the database over the built-in web pages",
  severity: "high",
  needs: ["kamailio"],
  why: `The pages of xhttp_pi change subscribers, gateways and routing tables for whoever opens them, on every TCP port that Kamailio listens on.`,
  degrees: "High.",
  fix: "Ask for the source or a password first, and end the script where they are wrong.",
  before: { "kamailio.cfg": '#!KAMAILIO\nlisten=tcp:192.0.2.20:5060\nloadmodule "xhttp.so"\nloadmodule "xhttp_pi.so"\nrequest_route { exit; }\nevent_route[xhttp:request] {\n    dispatch_xhttp_pi();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nlisten=tcp:192.0.2.20:5060\nloadmodule "xhttp.so"\nloadmodule "xhttp_pi.so"\nrequest_route { exit; }\nevent_route[xhttp:request] {\n    if (src_ip != 127.0.0.1) { xhttp_reply("403", "Forbidden", "", ""); exit; }\n    dispatch_xhttp_pi();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/xhttp_pi.html"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const open = system.paths.found.filter((path) => path.request.method === "any" && path.sink === "web" && isPlain(path));
      for (const [way] of byCall(open)) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "reached here", message: "whoever speaks HTTP to one of the TCP ports edits the database by the built-in pages" });
    }
  },
});
