import { defineRule } from "../rule.js";
import { isLoaded } from "./parameters.js";
import { agreeing, byCall, someMethods, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioInDialogUnverified = defineRule({
  id: "kamailio-in-dialog-unverified",
  title: "A made-up To-tag gets a request relayed",
  severity: "medium",
  needs: ["kamailio"],
  why: `A request with a To-tag is taken to belong to a call, is not asked for a password and goes where its Route header and R-URI say. Anybody can
write a To-tag: a request with \`;tag=x\` and a Route header leaves the proxy's own address for any other one, inner machines and carriers
included. What keeps to the standard answers that there is no such call; what does not, or trusts the proxy, obeys.`,
  degrees: "Medium; with low confidence where a table or another machine decides on the way.",
  fix: "Load dialog, and let only requests of a known call through: `if (!is_known_dlg()) { sl_send_reply(\"481\", \"Call Does Not Exist\"); exit; }`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nrequest_route {\n    if (!has_totag()) { exit; }\n    if (loose_route()) { t_relay(); }\n    exit;\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "dialog.so"\nrequest_route {\n    if (!has_totag()) { exit; }\n    if (loose_route() && is_known_dlg()) { t_relay(); }\n    exit;\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/dialog.html", "https://www.kamailio.org/docs/modules/stable/modules/rr.html"],
  cwe: 441,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const open = system.paths.found.filter(({ request, sink, entry, passed, destination }) => entry.kind === "request" && request.sender === "stranger" && request.inDialog && sink === "relay" && (destination === "route" || destination === "sender") && !passed.has("refused"));
      // The topology modules refuse what they did not encode themselves.
      if (isLoaded(system, "topos", "topoh")) continue;
      for (const ways of byCall(open.filter(({ request }) => request.method !== "ACK"))) {
        const [way] = ways;
        report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "relayed here", message: `${someMethods(ways)} with a made-up To-tag ${agreeing(ways, "is", "are")} relayed to where the request's own Route header points; nothing asks whether there is such a call` });
      }
    }
  },
});
