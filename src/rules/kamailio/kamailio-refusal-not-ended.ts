import { defineRule } from "../rule.js";
import { byCall, isPlain, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioRefusalNotEnded = defineRule({
  id: "kamailio-refusal-not-ended",
  title: "A refused request is passed on all the same",
  severity: "critical",
  needs: ["kamailio"],
  why: `sl_send_reply() and its kin send an answer and return: the script goes on. Without an exit the stranger who was just refused is relayed
or registered a few lines later.`,
  degrees: "Critical: the check is there and stops nobody.",
  fix: "Write `exit;` behind the refusal.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "permissions.so"\nrequest_route {\n    if (!allow_source_address("1")) {\n        sl_send_reply("403", "Forbidden");\n    }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "permissions.so"\nrequest_route {\n    if (!allow_source_address("1")) {\n        sl_send_reply("403", "Forbidden");\n        exit;\n    }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/sl.html", "https://www.kamailio.org/docs/modules/stable/modules/permissions.html"],
  cwe: 670,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const passed = [...strangersFirst(system, "relay", "register", "store"), ...system.paths.found.filter(({ request, sink }) => request.method === "any" && (sink === "rpc" || sink === "web"))];
      const plain = new Set(passed.filter(isPlain).map(({ call }) => call));
      const open = passed.filter((path) => path.passed.has("refused") && !path.passed.has("exit-forgotten") && !plain.has(path.call));
      for (const [way] of byCall(open)) {
        const refusal = way.steps.findLast(({ note }) => note.startsWith("refused"));
        report(refusal?.at ?? way.at, { subject: subjectOf(way), confidence: sure(way), related: [{ span: way.at, note: "reached all the same" }, ...wayTo(way).filter(({ span }) => span !== refusal?.at)], note: "refused here, and not ended", message: `whoever is refused here reaches ${way.call?.name ?? "the end"}() all the same: an answer ends nothing, only exit does` });
      }
    }
  },
});
