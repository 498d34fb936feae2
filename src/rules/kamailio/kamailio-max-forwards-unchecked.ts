import { defineRule } from "../rule.js";
import { subjectOf, sure, wayTo } from "./ways.js";

export const kamailioMaxForwardsUnchecked = defineRule({
  id: "kamailio-max-forwards-unchecked",
  title: "A request may go round in circles for ever",
  severity: "medium",
  needs: ["kamailio"],
  why: `Nothing counts hops. Two users forwarded to each other, or one registered at the proxy's own address, turn one call into packets without end, and forking
multiplies them.`,
  degrees: "Medium.",
  fix: "Refuse what has come too far: `if (!mf_process_maxfwd_header(\"10\")) { sl_send_reply(\"483\", \"Too Many Hops\"); exit; }`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "maxfwd.so"\nloadmodule "sanity.so"\nloadmodule "rr.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!auth_check("$fd", "subscriber", "1")) { exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "maxfwd.so"\nloadmodule "sanity.so"\nloadmodule "rr.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!mf_process_maxfwd_header("10")) { exit; }\n    if (!auth_check("$fd", "subscriber", "1")) { exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/maxfwd.html", "https://www.rfc-editor.org/rfc/rfc5393"],
  cwe: 835,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const relayed = system.paths.found.filter(({ request, sink, entry, passed }) => entry.kind === "request" && sink === "relay" && request.method === "INVITE" && !request.inDialog && !request.routed && request.sender !== "impostor" && !passed.has("refused"));
      const [way] = relayed.filter(({ passed, request }) => !passed.has("max-forwards") && request.sender !== "trusted");
      if (way !== undefined) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "relayed here", message: "calls are relayed and nothing counts their hops: a loop goes on without end" });
    }
  },
});
