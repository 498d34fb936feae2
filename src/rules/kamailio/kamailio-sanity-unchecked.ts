import { defineRule } from "../rule.js";
import { subjectOf, sure, wayTo } from "./ways.js";

export const kamailioSanityUnchecked = defineRule({
  id: "kamailio-sanity-unchecked",
  title: "Malformed requests reach the servers behind",
  severity: "low",
  needs: ["kamailio"],
  why: `Nothing looks at the form of a request before it is relayed. Flaws of parsers in phones and servers behind are reached by whoever may call, or is
let in unasked.`,
  degrees: "Low.",
  fix: "`if (!sanity_check(\"17895\", \"7\")) { exit; }` before anything else.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "maxfwd.so"\nloadmodule "sanity.so"\nloadmodule "rr.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!auth_check("$fd", "subscriber", "1")) { exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "maxfwd.so"\nloadmodule "sanity.so"\nloadmodule "rr.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!sanity_check("17895", "7")) { exit; }\n    if (!auth_check("$fd", "subscriber", "1")) { exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/sanity.html"],
  cwe: 20,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const relayed = system.paths.found.filter(({ request, sink, entry, passed }) => entry.kind === "request" && sink === "relay" && request.method === "INVITE" && !request.inDialog && !request.routed && request.sender !== "impostor" && !passed.has("refused"));
      const [way] = relayed.filter(({ passed, request }) => !passed.has("sanity") && request.sender !== "trusted");
      if (way !== undefined) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "relayed here", message: "calls are relayed and nothing looks at their form first: sanity_check() is not on the way" });
    }
  },
});
