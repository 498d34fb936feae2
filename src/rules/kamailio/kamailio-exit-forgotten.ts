import { defineRule } from "../rule.js";
import { byCall, isPlain, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioExitForgotten = defineRule({
  id: "kamailio-exit-forgotten",
  title: "An exit within a condition is forgotten",
  severity: "critical",
  needs: ["kamailio"],
  why: `Where a route is called in a condition and ends the script, the engine goes on with the rest of that condition first, and the next function in it
makes it forget the end: exit counts as yes, and whoever was just refused is let through.`,
  degrees: "Critical where a stranger is relayed or registered by it.",
  fix: "Call the route in a statement of its own before the condition.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (route(AUTH) && is_method("INVITE")) { t_relay(); }\n    exit;\n}\nroute[AUTH] {\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n    return;\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route {\n    route(AUTH);\n    if (is_method("INVITE")) { t_relay(); }\n    exit;\n}\nroute[AUTH] {\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n    return;\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 670,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const passed = strangersFirst(system, "relay", "register", "store");
      const plain = new Set(passed.filter(isPlain).map(({ call }) => call));
      for (const [way] of byCall(passed.filter((path) => path.passed.has("exit-forgotten") && !plain.has(path.call)))) {
        const forgotten = way.steps.findLast(({ note }) => note.includes("is forgotten"));
        report(forgotten?.at ?? way.at, { subject: subjectOf(way), confidence: sure(way), related: [{ span: way.at, note: "reached all the same" }, ...wayTo(way).filter(({ span }) => span !== forgotten?.at)], note: "the exit before is forgotten here", message: `a route in this condition ends the script, and this function makes the engine forget it: strangers reach ${way.call?.name ?? "the end"}()` });
      }
    }
  },
});
