import { defineRule } from "../rule.js";
import { agreeing, byCall, someMethods, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioAliasUnscreened = defineRule({
  id: "kamailio-alias-unscreened",
  title: "An alias of the sender's own decides where the request is sent",
  severity: "high",
  needs: ["kamailio"],
  why: `handle_ruri_alias() sends to the address in the \`;alias=\` parameter of the R-URI. Without a password or a known call anybody writes one:
\`sip:x@a;alias=10.0.0.5~5038~2\` reaches machines behind the proxy, over TCP too.`,
  degrees: "High for first requests; medium where a made-up To-tag is needed, as what is reached then answers that there is no such call.",
  fix: "Call it only for requests of a known call or from a trusted address, and screen `$du` afterwards.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "nathelper.so"\nrequest_route {\n    handle_ruri_alias();\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "dialog.so"\nloadmodule "nathelper.so"\nrequest_route {\n    if (!has_totag() || !is_known_dlg()) { exit; }\n    handle_ruri_alias();\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/nathelper.html"],
  cwe: 918,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const open = system.paths.found.filter(({ request, sink, destination, passed, entry }) => entry.kind === "request" && request.sender === "stranger" && sink === "relay" && destination === "alias" && !passed.has("refused") && !passed.has("dialog-asked"));
      for (const ways of byCall(open)) {
        const [way] = ways;
        report(way.at, { severity: ways.some(({ request }) => !request.inDialog) ? "high" : "medium", subject: `${subjectOf(way)} alias`, confidence: sure(way), related: wayTo(way), note: "sent by the alias", message: `${someMethods(ways)} of anybody ${agreeing(ways, "goes", "go")} where the alias in the R-URI says, which the sender writes` });
      }
    }
  },
});
