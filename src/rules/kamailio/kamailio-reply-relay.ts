import { defineRule } from "../rule.js";

export const kamailioReplyRelay = defineRule({
  id: "kamailio-reply-relay",
  title: "Answers to nothing are passed on to whom they name",
  severity: "low",
  needs: ["kamailio"],
  why: `An answer that belongs to no request of this proxy is forwarded to the second Via it carries, unless reply_route drops it. Whoever sends such
answers has the proxy send packets to any address, from its own.`,
  degrees: "Low: one packet is sent for each that came, and nothing answers it.",
  fix: "Drop them: `reply_route { if (!t_check_trans()) { drop; } }`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nrequest_route {\n    if (!is_method("INVITE")) { exit; }\n    $du = "sip:10.20.0.10";\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "tm.so"\nloadmodule "sl.so"\nloadmodule "siputils.so"\nloadmodule "textops.so"\nloadmodule "rr.so"\nrequest_route {\n    if (!is_method("INVITE")) { exit; }\n    $du = "sip:10.20.0.10";\n    t_relay();\n}\nreply_route {\n    if (!t_check_trans()) { drop; }\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/", "https://www.kamailio.org/docs/modules/stable/modules/tm.html"],
  cwe: 441,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      // A stateless proxy has no other way to pass its answers on.
      if (!system.calls.some(({ name }) => name.startsWith("t_relay")) || system.calls.some(({ name }) => /^forward(?:_|$)/.test(name))) continue;
      const own = system.routes.find(({ kind, name }) => (kind === "reply" || kind === "onreply") && name === null);
      const passed = system.paths.found.find(({ sink }) => sink === "passed-on");
      if (own !== undefined && passed === undefined) continue;
      const at = own?.at ?? system.routes.find(({ kind, name }) => kind === "request" && name === null)?.at;
      if (at === undefined || (own === undefined && !system.complete)) continue;
      const start = { ...at, end: Math.min(at.end, at.start + "reply_route".length) };
      report(start, { subject: `${at.file.path} reply_route`, note: own === undefined ? "there is no reply_route" : "", message: own === undefined ? "an answer that belongs to no request is forwarded to whom it names: there is no reply_route that drops it" : "an answer that belongs to no request is forwarded to whom it names: reply_route does not drop it" });
    }
  },
});
