import { defineRule } from "../rule.js";
import { byCall, isPlain, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioRegisterWithoutAuth = defineRule({
  id: "kamailio-register-without-auth",
  title: "Anybody can register as anybody",
  severity: "critical",
  needs: ["kamailio"],
  why: `The contact of a REGISTER is stored before a password or a known address was asked for. Whoever sends one takes over the calls of any
user, and where the servers trust registered phones, makes calls in that user's name.`,
  degrees: "Critical; with low confidence where a table, a program or another machine decides on the way.",
  fix: "Demand the password of the very user that is registered: `if (!auth_check(\"$td\", \"subscriber\", \"1\")) { auth_challenge(\"$td\", \"0\"); exit; }` before save().",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "usrloc.so"\nloadmodule "registrar.so"\nrequest_route {\n    if (is_method("REGISTER")) { save("location"); exit; }\n    exit;\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nloadmodule "usrloc.so"\nloadmodule "registrar.so"\nrequest_route {\n    if (is_method("REGISTER")) {\n        if (!auth_check("$td", "subscriber", "1")) { auth_challenge("$td", "0"); exit; }\n        save("location");\n    }\n    exit;\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/registrar.html", "https://www.kamailio.org/docs/modules/stable/modules/auth_db.html"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const [way] of byCall(strangersFirst(system, "register").filter(isPlain))) {
        const off = system.inactive.find(({ at }) => /\b(?:auth_check|(?:www|proxy|pv_www|pv_proxy)_authenticate|pv_auth_check)\s*\(/.test(at.file.text.slice(at.start, at.end)));
        const related = off === undefined ? wayTo(way) : [...wayTo(way), { span: { ...off.at, end: off.at.start }, note: `the password would be asked here, but ${off.condition} does not hold` }];
        report(way.at, { subject: subjectOf(way), confidence: sure(way), related, note: "stored here", message: "a REGISTER of anybody is stored: neither a password nor a known address is asked for" });
      }
    }
  },
});
