import { defineRule } from "../rule.js";
import { agreeing, byCall, isPlain, someMethods, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioStoreBeforeAuth = defineRule({
  id: "kamailio-store-before-auth",
  title: "Strangers write into presence and message stores",
  severity: "medium",
  needs: ["kamailio"],
  why: `PUBLISH, SUBSCRIBE or MESSAGE are stored before anybody proved who it is: false states of lines, lists of who watches whom, and a database that
anybody fills.`,
  degrees: "Medium.",
  fix: "Ask for a password or a known address first.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "presence.so"\nrequest_route {\n    if (is_method("PUBLISH")) { handle_publish(); exit; }\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "presence.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!auth_check("$fd", "subscriber", "1")) { exit; }\n    if (is_method("PUBLISH")) { handle_publish(); exit; }\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/presence.html", "https://www.kamailio.org/docs/modules/stable/modules/msilo.html"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const ways of byCall(strangersFirst(system, "store").filter(isPlain).filter(({ passed }) => !passed.has("digest-excused")))) {
        const [way] = ways;
        report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "stored here", message: `${someMethods(ways)} of anybody ${agreeing(ways, "is", "are")} stored by ${way.call?.name ?? "the script"}(): neither a password nor a known address is asked for` });
      }
    }
  },
});
