import { defineRule } from "../rule.js";
import { onOf, settingOf } from "./tls.js";

export const kamailioTlsPeerUnverified = defineRule({
  id: "kamailio-tls-peer-unverified",
  title: "Any certificate passes for the server that calls are sent to",
  severity: "high",
  needs: ["kamailio"],
  why: `As a client Kamailio takes whatever certificate the other side shows unless it is told to verify it. Who sits on the path to the carrier answers in its name,
and reads and changes calls and keys.`,
  degrees: "High.",
  fix: "`verify_certificate = yes` and `ca_list` with the issuer of that peer, in `[client:default]`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nenable_tls=yes\nloadmodule "tls.so"\nmodparam("tls", "config", "tls.cfg")\nrequest_route { exit; }\n', "tls.cfg": "[client:default]\nmethod = TLSv1.2+\nverify_certificate = no\n" },
  after: { "kamailio.cfg": '#!KAMAILIO\nenable_tls=yes\nloadmodule "tls.so"\nmodparam("tls", "config", "tls.cfg")\nrequest_route { exit; }\n', "tls.cfg": "[client:default]\nmethod = TLSv1.2+\nverify_certificate = yes\nca_list = /etc/kamailio/tls/carrier-ca.pem\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/tls.html"],
  cwe: 295,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const section of system.tls ?? []) {
        const line = settingOf(section, "verify_certificate");
        if (!section.name.startsWith("client") || onOf(section, "verify_certificate") || /^client:(?:127\.|localhost|\[?::1)/.test(section.name)) continue;
        const at = line?.at ?? section.at;
        report(at, { subject: `${at.file.path} [${section.name}]`, message: `calls sent by [${section.name}] go to whoever shows any certificate: verify_certificate is off${line === undefined ? ", by default" : ""}` });
      }
    }
  },
});
