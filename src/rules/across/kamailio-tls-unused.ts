import { isKnown, nearestTo } from "../../posture/index.js";
import { defineRule } from "../rule.js";

export const kamailioTlsUnused = defineRule({
  id: "kamailio-tls-unused",
  title: "TLS is set up and no socket speaks it",
  severity: "low",
  needs: ["kamailio", "listeners"],
  why: `Kamailio loads the tls module with its profiles, and no listen line is of TLS. Phones that were told to use it get no
answer, and are told to use UDP.`,
  degrees: "Low.",
  fix: "Add `listen=tls:\u2026:5061`, or remove the module.",
  before: { "kamailio.cfg": "#!KAMAILIO\nlisten=udp:192.0.2.20:5060\nloadmodule \"tls.so\"\nmodparam(\"tls\", \"config\", \"/etc/kamailio/tls.cfg\")\nrequest_route { exit; }\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\nlisten=udp:192.0.2.20:5060\nlisten=tls:192.0.2.20:5061\nloadmodule \"tls.so\"\nmodparam(\"tls\", \"config\", \"/etc/kamailio/tls.cfg\")\nrequest_route { exit; }\n" },
  versions: "Kamailio.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/tls.html"],
  cwe: 319,
  check({ kamailio, listeners }, report) {
    for (const system of kamailio) {
      const module = system.modules.find(({ name }) => name === "tls");
      const own = listeners.filter(({ at }) => nearestTo(kamailio, at.file.path, ({ path }) => path).includes(system));
      // A client needs no socket of its own.
      const calls = system.parameters.some(({ value }) => typeof value === "string" && /transport=tls|sips:|tls:/i.test(value));
      if (module === undefined || !system.complete || calls || own.length === 0 || own.some(({ protocol }) => !isKnown(protocol) || protocol.value === "tls" || protocol.value === "wss")) continue;
      report(module.at, { subject: system.path, confidence: "medium", message: "the tls module is loaded, and Kamailio listens on no TLS socket" });
    }
  },
});
