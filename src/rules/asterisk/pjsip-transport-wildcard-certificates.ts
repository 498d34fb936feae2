import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { isOn, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipTransportWildcardCertificates = defineRule({
  id: "pjsip-transport-wildcard-certificates",
  title: "One certificate may stand for every host of a domain",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`allow_wildcard_certs\` the key of any machine that holds the domain's wildcard certificate, a web server say, is enough to be the
carrier's SIP server.`,
  degrees: "Low: it takes such a key.",
  fix: "Take the line out, if the other side has a certificate of its own name.",
  before: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\nverify_server=yes\nca_list_path=/etc/ssl/certs\nallow_wildcard_certs=yes\n" },
  after: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\nverify_server=yes\nca_list_path=/etc/ssl/certs\n" },
  versions: "Asterisk from 16.28, 18.14 and 19.6 on.",
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc5922#section-7.2"],
  cwe: 297,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const wild = objectsOf(sip, "transport").filter((transport) => valueIn(sip, transport, "protocol") === "tls" && isOn(sip, transport, "allow_wildcard_certs") && isOn(sip, transport, "verify_server"));
      blameEach(report, causesOf(sip, wild, "allow_wildcard_certs"), "transport", (whose) => ({ message: `${whose} takes a wildcard certificate for any host of its domain` }));
    }
  },
});
