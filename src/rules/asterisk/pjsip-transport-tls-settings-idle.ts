import { isKnown } from "../../posture/index.js";
import { byWhom, listed } from "../phrase.js";
import { defineRule } from "../rule.js";
import { EVERY_PJSIP, linesIn, objectsOf, optionIn, pathIn, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipTransportTlsSettingsIdle = defineRule({
  id: "pjsip-transport-tls-settings-idle",
  title: "Certificates on a transport that does not encrypt",
  severity: "medium",
  needs: ["asterisk"],
  why: `A transport is udp unless \`protocol=tls\` is written. Certificate, method and cipher lines on any other change nothing: the file looks
encrypted, and everything travels in clear.`,
  degrees: "Medium for udp and tcp; info for ws and wss, where http.conf decides about TLS.",
  fix: "Write `protocol=tls`, or take the lines out.",
  before: { "pjsip.conf": "[tls]\ntype=transport\nbind=192.0.2.10:5061\ncert_file=/etc/asterisk/keys/cert.pem\npriv_key_file=/etc/asterisk/keys/key.pem\n" },
  after: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10:5061\nmethod=tlsv1_2\ncert_file=/etc/asterisk/keys/cert.pem\npriv_key_file=/etc/asterisk/keys/key.pem\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 319,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const transport of objectsOf(sip, "transport")) {
        const protocol = optionIn(sip, transport, "protocol");
        const idle = ["cert_file", "priv_key_file", "ca_list_file", "ca_list_path", "method", "cipher", "verify_server", "verify_client", "require_client_cert"].filter((name) => linesIn(transport, name).some(({ value }) => value !== ""));
        const [first] = idle;
        if (first === undefined || !isKnown(protocol) || protocol.value === "tls" || protocol.value === "flow") continue;
        const clear = protocol.value === "udp" || protocol.value === "tcp";
        report(protocol, {
          subject: pathIn(transport), severity: clear ? "medium" : "info",
          message: clear
            ? `transport \`${transport.id}\` is ${protocol.value}${byWhom(protocol)}, and encrypts nothing: ${listed(idle)} ${idle.length === 1 ? "means" : "mean"} nothing there`
            : `TLS of transport \`${transport.id}\` is decided in http.conf: ${listed(idle)} ${idle.length === 1 ? "means" : "mean"} nothing here`,
          related: linesIn(transport, first).slice(-1).map(({ at, name }) => ({ span: at, note: `${name}, which changes nothing` })),
        });
      }
    }
  },
});
