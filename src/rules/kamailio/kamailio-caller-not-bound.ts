import { defineRule } from "../rule.js";
import { byCall, isPlain, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioCallerNotBound = defineRule({
  id: "kamailio-caller-not-bound",
  title: "Any account can call in the name of any other",
  severity: "medium",
  needs: ["kamailio"],
  why: `The password of some account is proved, but nobody compares that account with the caller that From names: calls in the director's name,
charged to whoever the servers behind take From for.`,
  degrees: "Medium: an account is needed.",
  fix: "Bind the two: auth_check() with flag 1, or compare `$au` with `$fU`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!is_method("INVITE")) { exit; }\n    if (!auth_check("$fd", "subscriber", "0")) { auth_challenge("$fd", "0"); exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!is_method("INVITE")) { exit; }\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth_db.html"],
  cwe: 290,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const strangers = new Set(strangersFirst(system, "relay").map(({ call }) => call));
      const open = system.paths.found.filter((path) => path.request.sender === "impostor" && path.request.method === "INVITE" && path.sink === "relay" && isPlain(path) && path.passed.has("digest-asked") && !strangers.has(path.call));
      if (system.assignments.some(({ target }) => target === "$fU" || target === "$fu") || system.calls.some(({ name }) => name === "uac_replace_from" || name === "append_rpid_hf")) continue;
      for (const [way] of byCall(open)) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "relayed here", message: "whoever knows the password of one account calls in the name of any other: the user of the credentials is not compared with that of From" });
    }
  },
});
