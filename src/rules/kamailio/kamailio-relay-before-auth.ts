import type { ScriptDestination } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { agreeing, asks, byCall, isPlain, someMethods, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

/** Where the script sends what it did not ask about: neither the sender's choice nor a phone that registered. */
const CHOSEN: readonly ScriptDestination[] = ["chosen", "looked-up"];
//POST

export const kamailioRelayBeforeAuth = defineRule({
  id: "kamailio-relay-before-auth",
  title: "Strangers' calls are passed on to the servers behind",
  severity: "high",
  needs: ["kamailio"],
  why: `Without a password and from any address a request is passed to the servers, gateways or carriers that the script chooses. They mostly trust
the proxy's address, so nobody asks there either: calls at the owner's cost.`,
  degrees: "High where the script asks some senders for a password or an address, so that the way around is a mistake; medium where it asks nobody, and the servers behind have to.",
  fix: "Ask for a password or a known address before the relay, on every way to it.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nloadmodule "dispatcher.so"\nrequest_route {\n    if (is_method("REGISTER")) {\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n    }\n    ds_select_dst("1", "4");\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nloadmodule "dispatcher.so"\nrequest_route {\n    if (is_method("ACK|PRACK|CANCEL")) { exit; }\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n    ds_select_dst("1", "4");\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth_db.html", "https://www.kamailio.org/docs/modules/stable/modules/permissions.html"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const open = strangersFirst(system, "relay").filter((path) => isPlain(path) && CHOSEN.includes(path.destination) && !path.passed.has("digest-excused"));
      const anywhere = new Set(strangersFirst(system, "relay").filter((path) => isPlain(path) && path.destination === "sender" && path.local !== true).map(({ call }) => call));
      // What passes for other methods than INVITE alone, or to any address at all, is a story of its own.
      for (const ways of byCall(open).filter((some) => some.some(({ request }) => request.method === "INVITE") && !anywhere.has(some[0].call))) {
        const [way] = ways;
        report(way.at, {
          subject: subjectOf(way), confidence: sure(way), severity: asks(system) ? "high" : "medium", related: wayTo(way), note: "passed on here",
          message: `${someMethods(ways)} of anybody ${agreeing(ways, "is", "are")} passed on to the servers behind without a password or a known address`,
        });
      }
    }
  },
});
