import { defineRule } from "../rule.js";
import { agreeing, byCall, isPlain, someMethods, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioAckPrackUnauthenticated = defineRule({
  id: "kamailio-ack-prack-unauthenticated",
  title: "ACK and PRACK pass the password check unasked",
  severity: "low",
  needs: ["kamailio"],
  why: `Digest functions say yes to ACK, CANCEL and PRACK, as these cannot be challenged. Without a To-tag such a request belongs to no call, and a
script that relies on the password alone relays it: PRACK even with retransmissions, several times what was sent, to an address of the sender's choice.`,
  degrees: "Medium where the sender also chooses the address, low where only own servers or phones are reached.",
  fix: "Drop these methods without a To-tag before anything is asked: `if (is_method(\"ACK|PRACK\") && !has_totag()) { exit; }`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (is_method("ACK|PRACK|CANCEL")) { exit; }\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth.html", "https://www.rfc-editor.org/rfc/rfc3262"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const open = strangersFirst(system, "relay").filter((path) => isPlain(path) && path.passed.has("digest-excused") && path.request.method !== "CANCEL");
      for (const ways of byCall(open)) {
        const [way] = ways;
        const chooses = ways.find(({ destination, local }) => destination === "sender" && local !== true);
        report(way.at, {
          subject: subjectOf(way), confidence: sure(chooses ?? way), severity: chooses === undefined ? "low" : "medium", related: wayTo(chooses ?? way), note: "relayed here",
          message: `${someMethods(ways)} without a To-tag ${agreeing(ways, "is", "are")} relayed though no password was proved${chooses === undefined ? "" : ", to an address of the sender's choice"}: the digest functions let ${agreeing(ways, "it", "them")} pass`,
        });
      }
    }
  },
});
