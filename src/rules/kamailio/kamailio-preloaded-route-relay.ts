import { defineRule } from "../rule.js";
import { byCall, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioPreloadedRouteRelay = defineRule({
  id: "kamailio-preloaded-route-relay",
  title: "A first request's own Route headers decide where it goes",
  severity: "critical",
  needs: ["kamailio"],
  why: `loose_route() says yes to a request without To-tag too, and sets the next hop to what its Route header names. The branch for requests
within calls is taken without a password: whoever sends \`Route: <sip:victim;lr>\` has a relay to any address.`,
  degrees: "Critical: one header, no password.",
  fix: "Call loose_route() only where `has_totag()` holds, and remove Route from first requests.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nrequest_route {\n    if (loose_route()) { t_relay(); exit; }\n    exit;\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "dialog.so"\nrequest_route {\n    if (!has_totag()) { exit; }\n    if (loose_route() && is_known_dlg()) { t_relay(); }\n    exit;\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/rr.html", "https://www.rfc-editor.org/rfc/rfc3261#section-16.4"],
  cwe: 441,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const open = system.paths.found.filter(({ request, sink, destination, entry, passed }) => entry.kind === "request" && request.sender === "stranger" && request.routed && !request.inDialog && sink === "relay" && destination === "route" && !passed.has("refused"));
      for (const [way] of byCall(open)) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "relayed here", message: "a first request is relayed to wherever its own Route header points: loose_route() is asked though there is no To-tag" });
    }
  },
});
