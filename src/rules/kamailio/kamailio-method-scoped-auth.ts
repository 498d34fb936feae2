import { defineRule } from "../rule.js";
import { agreeing, asks, byCall, isPlain, someMethods, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioMethodScopedAuth = defineRule({
  id: "kamailio-method-scoped-auth",
  title: "The password is asked for some methods alone",
  severity: "high",
  needs: ["kamailio"],
  why: `Calls are authenticated, other requests are not: MESSAGE is spam in the users' names, REFER makes phones call, SUBSCRIBE tells who
speaks with whom, and methods that nobody thought of pass as well.`,
  degrees: "High; with low confidence where a table or another machine decides on the way.",
  fix: "Authenticate everything but ACK and CANCEL, and refuse methods that are not served.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (is_method("INVITE|REGISTER|ACK|PRACK|CANCEL")) {\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n        exit;\n    }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (is_method("ACK|PRACK|CANCEL")) { exit; }\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth_db.html", "https://www.rfc-editor.org/rfc/rfc3261#section-22"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const relayed = strangersFirst(system, "relay");
      if (relayed.some(({ request }) => request.method === "INVITE") || !asks(system)) continue;
      const open = relayed.filter((path) => isPlain(path) && !path.passed.has("digest-excused") && path.request.method !== "ACK" && path.request.method !== "CANCEL");
      for (const ways of byCall(open)) {
        const [way] = ways;
        report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "relayed here", message: `${someMethods(ways)} of anybody ${agreeing(ways, "is", "are")} relayed without a password or a known address, while INVITE has to prove one` });
      }
    }
  },
});
