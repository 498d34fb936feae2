import { defineRule } from "../rule.js";
import { asks, byCall, isPlain, strangersFirst, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioTrustByHeader = defineRule({
  id: "kamailio-trust-by-header",
  title: "A header that anybody can write opens the way",
  severity: "critical",
  needs: ["kamailio"],
  why: `Whoever sends the header, a User-Agent or an X-header that "only our servers" send, is not asked for a password. Headers are read in every
trace and guessed by every scanner.`,
  degrees: "Critical where a stranger's request is relayed or registered by it; with low confidence where a table decides as well.",
  fix: "Trust addresses or certificates: test the source first, and remove the header from all others.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!is_method("INVITE")) { exit; }\n    if ($hdr(X-Internal) != "yes") {\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n    }\n    $ru = "sip:" + $rU + "@198.51.100.10";\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!is_method("INVITE")) { exit; }\n    if (src_ip != 10.20.0.10) {\n    if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n    }\n    $ru = "sip:" + $rU + "@198.51.100.10";\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.rfc-editor.org/rfc/rfc3325#section-6", "https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 290,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      if (!asks(system)) continue;
      const passed = strangersFirst(system, "relay", "register").filter((path) => !path.passed.has("refused") && !path.passed.has("digest-excused") && (path.request.method === "INVITE" || path.sink === "register"));
      const without = new Set(passed.filter(isPlain).map(({ call }) => call));
      for (const [way] of byCall(passed.filter((path) => !isPlain(path) && !without.has(path.call)))) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "reached by a header", message: `a stranger's ${way.request.method} reaches ${way.call?.name ?? "this"}() without a password if only it brings the right header` });
    }
  },
});
