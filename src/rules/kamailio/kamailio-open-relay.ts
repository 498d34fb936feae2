import { defineRule } from "../rule.js";
import { agreeing, asks, byCall, isPlain, someMethods, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioOpenRelay = defineRule({
  id: "kamailio-open-relay",
  title: "A stranger's request is relayed to whatever address it names",
  severity: "critical",
  needs: ["kamailio"],
  why: `Nobody asks who sends the request nor whether it is for one of the proxy's own domains. Whoever finds it sends calls through it to
carriers that trust its address, at the owner's cost, and hides behind it when attacking others.`,
  degrees: "Critical; with low confidence where a table, a program or another machine decides on the way.",
  fix: "Authenticate first, and refuse what is neither from an account nor for one of your domains: `if (!is_uri_host_local()) { send_reply(\"403\", \"Not relaying\"); exit; }`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nrequest_route {\n    record_route();\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nrequest_route {\n    if (!is_uri_host_local() || !is_method("INVITE")) { exit; }\n    record_route();\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/", "https://www.rfc-editor.org/rfc/rfc3261#section-26.3.2.2"],
  cwe: 441,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const relayed = strangersFirst(system, "relay");
      // Where calls have to prove something and only other methods pass, that is a story of its own.
      if (asks(system) && !relayed.some(({ request }) => request.method === "INVITE")) continue;
      const open = relayed.filter((path) => isPlain(path) && path.destination === "sender" && path.local !== true && !path.passed.has("digest-excused"));
      for (const ways of byCall(open)) {
        const [way] = ways;
        if (ways.every(({ request }) => request.method === "CANCEL" || request.method === "ACK")) continue;
        report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "relayed here", message: `${someMethods(ways)} of anybody ${agreeing(ways, "is", "are")} relayed to whatever address the request names` });
      }
    }
  },
});
