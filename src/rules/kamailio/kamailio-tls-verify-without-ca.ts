import { defineRule } from "../rule.js";
import { onOf, settingOf } from "./tls.js";

export const kamailioTlsVerifyWithoutCa = defineRule({
  id: "kamailio-tls-verify-without-ca",
  title: "Certificates are to be verified, against nobody",
  severity: "medium",
  needs: ["kamailio"],
  why: `Verification is on and no issuer is named, so that it fails for everyone: calls do not go out, until somebody turns it off for good.`,
  degrees: "Medium.",
  fix: "`ca_list = …` with the issuers you expect.",
  before: { "kamailio.cfg": '#!KAMAILIO\nenable_tls=yes\nloadmodule "tls.so"\nmodparam("tls", "config", "tls.cfg")\nrequest_route { exit; }\n', "tls.cfg": "[client:default]\nverify_certificate = yes\n" },
  after: { "kamailio.cfg": '#!KAMAILIO\nenable_tls=yes\nloadmodule "tls.so"\nmodparam("tls", "config", "tls.cfg")\nrequest_route { exit; }\n', "tls.cfg": "[client:default]\nverify_certificate = yes\nca_list = /etc/kamailio/tls/ca.pem\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/tls.html"],
  cwe: 295,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const section of system.tls ?? []) {
        const line = settingOf(section, "verify_certificate");
        const general = (system.tls ?? []).filter(({ name }) => name === section.name.replace(/:.*/, ":default"));
        if (line === undefined || !onOf(section, "verify_certificate") || [section, ...general].some((each) => settingOf(each, "ca_list", "ca_path") !== undefined)) continue;
        const { at } = line;
        report(at, { subject: `${at.file.path} [${section.name}]`, message: `[${section.name}] verifies certificates and names no issuer: all are refused` });
      }
    }
  },
});
