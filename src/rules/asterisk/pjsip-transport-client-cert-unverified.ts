import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, isOn, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipTransportClientCertUnverified = defineRule({
  id: "pjsip-transport-client-cert-unverified",
  title: "Any certificate is good enough for a client",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`require_client_cert\` asks phones for a certificate, and without \`verify_client\` nobody looks who signed it: one that the attacker
made a minute ago passes. The second factor is none.`,
  degrees: "Medium: the password still stands.",
  fix: "Write `verify_client=yes` and `ca_list_file` with the authority of your phones.",
  before: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\nrequire_client_cert=yes\n" },
  after: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\nrequire_client_cert=yes\nverify_client=yes\nca_list_file=/etc/asterisk/phones.pem\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 295,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const wrong = objectsOf(sip, "transport").filter((transport) => valueIn(sip, transport, "protocol") === "tls" && isOn(sip, transport, "require_client_cert") && !isOn(sip, transport, "verify_client"));
      blameEach(report, causesOf(sip, wrong, "require_client_cert"), "transport", (whose) => ({ message: `${whose} asks clients for a certificate and takes any: verify_client is no` }));
    }
  },
});
