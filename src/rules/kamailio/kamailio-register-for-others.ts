import { defineRule } from "../rule.js";
import { byCall, isPlain, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioRegisterForOthers = defineRule({
  id: "kamailio-register-for-others",
  title: "Any account can register as any other",
  severity: "high",
  needs: ["kamailio"],
  why: `The password of some account is proved, but nobody compares that account with the one that is registered. Whoever has one password, a
dismissed employee's or one guessed phone's, takes over everybody's calls.`,
  degrees: "High.",
  fix: "Bind the two: auth_check() with flag 1, or `if ($au != $tU) { sl_send_reply(\"403\", \"Forbidden\"); exit; }` before save().",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nloadmodule "usrloc.so"\nloadmodule "registrar.so"\nrequest_route {\n    if (!is_method("REGISTER")) { exit; }\n    if (!auth_check("$td", "subscriber", "0")) { auth_challenge("$td", "0"); exit; }\n    save("location");\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nloadmodule "usrloc.so"\nloadmodule "registrar.so"\nrequest_route {\n    if (!is_method("REGISTER")) { exit; }\n    if (!auth_check("$td", "subscriber", "1")) { auth_challenge("$td", "0"); exit; }\n    save("location");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth_db.html", "https://www.kamailio.org/docs/modules/stable/modules/auth.html"],
  cwe: 639,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const strangers = new Set(strangersFirst(system, "register").map(({ call }) => call));
      const open = system.paths.found.filter((path) => path.request.sender === "impostor" && path.sink === "register" && isPlain(path) && path.passed.has("digest-asked") && !strangers.has(path.call));
      for (const [way] of byCall(open)) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "stored here", message: "whoever knows the password of one account registers as any other: the user of the credentials is not compared with that of To" });
    }
  },
});
