import { defineRule } from "../rule.js";
import { byCall, isPlain, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioWebsocketAnyOrigin = defineRule({
  id: "kamailio-websocket-any-origin",
  title: "Any web page may open a telephone connection",
  severity: "medium",
  needs: ["kamailio"],
  why: `The handshake is accepted whatever page the browser is on. A page that a user visits speaks SIP from inside the network, with the browser's address
and whatever trust goes with it.`,
  degrees: "Medium.",
  fix: "Compare `$hdr(Origin)` with your own pages before ws_handle_handshake().",
  before: { "kamailio.cfg": '#!KAMAILIO\nlisten=tcp:192.0.2.20:5060\nloadmodule "xhttp.so"\nloadmodule "websocket.so"\nrequest_route { exit; }\nevent_route[xhttp:request] {\n    ws_handle_handshake();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nlisten=tcp:192.0.2.20:5060\nloadmodule "xhttp.so"\nloadmodule "websocket.so"\nrequest_route { exit; }\nevent_route[xhttp:request] {\n    if (src_ip != 127.0.0.1) { xhttp_reply("403", "Forbidden", "", ""); exit; }\n    ws_handle_handshake();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/websocket.html", "https://www.rfc-editor.org/rfc/rfc6455#section-10.2"],
  cwe: 1385,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const open = system.paths.found.filter((path) => path.request.method === "any" && path.sink === "websocket" && isPlain(path) && !system.comparisons.some(({ left }) => /hdr\(Origin\)/i.test(left.text)) && !system.calls.some(({ arguments: given }) => given.some(({ text }) => /Origin/i.test(text))));
      for (const [way] of byCall(open)) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "reached here", message: "the handshake is accepted from a page of anybody: $hdr(Origin) is not compared with yours" });
    }
  },
});
