import { defineRule } from "../rule.js";
import { subjectOf, sure, wayTo } from "./ways.js";

export const kamailioRecordRouteMissing = defineRule({
  id: "kamailio-record-route-missing",
  title: "The end of a call goes past the proxy",
  severity: "low",
  needs: ["kamailio"],
  why: `Without Record-Route the BYE goes straight from phone to server. What the proxy counts, bills, limits or hides is not ended by it, and phones learn
the addresses behind.`,
  degrees: "Low.",
  fix: "Call record_route() for INVITE before the relay.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "maxfwd.so"\nloadmodule "sanity.so"\nloadmodule "rr.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!auth_check("$fd", "subscriber", "1")) { exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "maxfwd.so"\nloadmodule "sanity.so"\nloadmodule "rr.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!auth_check("$fd", "subscriber", "1")) { exit; }\n    record_route();\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/rr.html"],
  cwe: null,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const relayed = system.paths.found.filter(({ request, sink, entry, passed }) => entry.kind === "request" && sink === "relay" && request.method === "INVITE" && !request.inDialog && !request.routed && request.sender !== "impostor" && !passed.has("refused"));
      const [way] = relayed.filter(({ passed, request }) => !passed.has("record-route") && request.sender !== "trusted");
      if (way !== undefined) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "relayed here", message: "calls are relayed without Record-Route: what follows in the call goes past this proxy" });
    }
  },
});
