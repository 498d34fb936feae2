import { defineRule } from "../rule.js";
import { byCall, isPlain, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioAnonymousInbound = defineRule({
  id: "kamailio-anonymous-inbound",
  title: "Anybody may call the registered phones",
  severity: "medium",
  needs: ["kamailio"],
  why: `A caller who proves nothing and comes from no known address reaches every registered user whose name can be guessed: calls at night, spam,
and callers who claim to be the bank.`,
  degrees: "Medium; where the proxy means to be reached by anybody it is a choice that an exception should state.",
  fix: "Let calls in from trunks you know and from accounts, or limit and screen what strangers may call.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "usrloc.so"\nloadmodule "registrar.so"\nrequest_route {\n    if (!is_method("INVITE")) { exit; }\n    if (!lookup("location")) { exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "usrloc.so"\nloadmodule "registrar.so"\nloadmodule "permissions.so"\nrequest_route {\n    if (!is_method("INVITE") || !allow_source_address("1")) { exit; }\n    if (!lookup("location")) { exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/registrar.html", "https://www.rfc-editor.org/rfc/rfc5039"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const open = strangersFirst(system, "relay").filter((path) => isPlain(path) && path.destination === "location" && path.request.method === "INVITE");
      for (const [way] of byCall(open)) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "relayed here", message: "an INVITE of anybody reaches every registered phone: neither a password nor a known address is asked for" });
    }
  },
});
