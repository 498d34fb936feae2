import { defineRule } from "../rule.js";
import { byCall, isPlain, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioCancelUnmatched = defineRule({
  id: "kamailio-cancel-unmatched",
  title: "CANCEL is relayed though there is nothing to cancel",
  severity: "medium",
  needs: ["kamailio"],
  why: `A CANCEL belongs to an INVITE that passed before. One that belongs to none is relayed to where it names: calls of others are ended by whoever
knows or guesses their ids, and addresses behind the proxy are probed.`,
  degrees: "Medium.",
  fix: "Relay it only where `t_check_trans()` finds its INVITE.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nrequest_route {\n    if (is_method("CANCEL")) { t_relay(); exit; }\n    exit;\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nrequest_route {\n    if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }\n    exit;\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/tm.html", "https://www.rfc-editor.org/rfc/rfc3261#section-9.2"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const cancels = strangersFirst(system, "relay").filter((path) => isPlain(path) && path.request.method === "CANCEL" && path.call?.name !== "t_relay_cancel");
      // Where anybody may relay an INVITE, that is the finding.
      const invited = new Set(strangersFirst(system, "relay").filter(({ request }) => request.method === "INVITE").map(({ call }) => call));
      for (const [way] of byCall(cancels.filter(({ call }) => !invited.has(call)))) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "relayed here", message: "a CANCEL of anybody is relayed though no INVITE of the same transaction passed: ask t_check_trans() first" });
    }
  },
});
