import { defineRule } from "../rule.js";
import { onOf, settingOf } from "./tls.js";

export const kamailioTlsRevocationUnused = defineRule({
  id: "kamailio-tls-revocation-unused",
  title: "Revoked certificates are listed and not asked for",
  severity: "low",
  needs: ["kamailio"],
  why: `A list of revoked certificates does nothing where no certificate is required: whoever shows none, a revoked phone as well, is let in.`,
  degrees: "Low.",
  fix: "`require_certificate = yes` and `verify_certificate = yes`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nenable_tls=yes\nloadmodule "tls.so"\nmodparam("tls", "config", "tls.cfg")\nrequest_route { exit; }\n', "tls.cfg": "[server:default]\nverify_certificate = yes\nca_list = ca.pem\ncrl = crl.pem\n" },
  after: { "kamailio.cfg": '#!KAMAILIO\nenable_tls=yes\nloadmodule "tls.so"\nmodparam("tls", "config", "tls.cfg")\nrequest_route { exit; }\n', "tls.cfg": "[server:default]\nverify_certificate = yes\nrequire_certificate = yes\nca_list = ca.pem\ncrl = crl.pem\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/tls.html"],
  cwe: 299,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const section of system.tls ?? []) {
        const line = settingOf(section, "crl");
        if (line === undefined || line.value === "" || onOf(section, "require_certificate") || settingOf(section, "verify_client")?.value === "on") continue;
        const { at } = line;
        report(at, { subject: `${at.file.path} [${section.name}]`, message: `[${section.name}] lists revoked certificates and requires none: a peer that shows no certificate passes` });
      }
    }
  },
});
