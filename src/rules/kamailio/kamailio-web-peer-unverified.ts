import { defineRule } from "../rule.js";

const PARAMETERS: ReadonlySet<string> = new Set(["http_client verify_peer", "http_client verify_host", "http_async_client tls_verify_peer", "http_async_client tls_verify_host"]);
//POST

export const kamailioWebPeerUnverified = defineRule({
  id: "kamailio-web-peer-unverified",
  title: "Any certificate passes for the web server that is asked",
  severity: "medium",
  needs: ["kamailio"],
  why: `Requests for routes, permissions or tokens go to whoever answers on the path: its answer decides what callers may do.`,
  degrees: "Medium; nothing where only loopback is asked is not told apart.",
  fix: "Remove the line, or set it to 1.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "http_client.so"\nmodparam("http_client", "verify_peer", 0)\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "http_client.so"\nmodparam("http_client", "verify_peer", 1)\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/http_client.html", "https://www.kamailio.org/docs/modules/stable/modules/http_async_client.html"],
  cwe: 295,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { module, name, value, valueAt } of system.parameters) {
        if (PARAMETERS.has(`${module} ${name}`) && value === 0) report(valueAt, { subject: `${valueAt.file.path} ${module} ${name}`, message: `${module} takes any certificate for the server it asks: ${name} is 0`, edits: [{ at: valueAt, text: name === "verify_host" ? "2" : "1" }] });
      }
    }
  },
});
