import { listed } from "../phrase.js";
import { defineRule } from "../rule.js";
import { viaOf } from "./access.js";
import { elements, EVERY_PJSIP, linesIn, objectsOf, pathIn, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipTransportWeakCipher = defineRule({
  id: "pjsip-transport-weak-cipher",
  title: "A TLS transport offers broken ciphers",
  severity: "high",
  needs: ["asterisk"],
  why: `Ciphers without encryption (NULL) or without a certificate (ADH, AECDH), of export strength, and RC4, DES or MD5 let somebody on the
path read or take over the connection that TLS was to protect, with the SDES keys of the calls in it.`,
  degrees: "High for ciphers without encryption or authentication, medium for those that are merely broken.",
  fix: "List ciphers that begin with ECDHE and end with GCM-SHA256 or GCM-SHA384 only, or leave `cipher` out.",
  before: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\ncipher=ADH-AES256-SHA,AES128-SHA\n" },
  after: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\ncipher=ECDHE-RSA-AES128-GCM-SHA256\n" },
  versions: EVERY_PJSIP,
  references: ["https://www.rfc-editor.org/rfc/rfc9325", RES_PJSIP],
  cwe: 327,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const transport of objectsOf(sip, "transport").filter((each) => valueIn(sip, each, "protocol") === "tls")) {
        for (const line of linesIn(transport, "cipher")) {
          const open = elements(line.value).filter((cipher) => /NULL|^A(?:EC)?DH/i.test(cipher));
          const broken = elements(line.value).filter((cipher) => /EXP|RC[24]|(?:^|[-_])3?DES(?:[-_]|$)|MD5|IDEA|SEED/i.test(cipher) && !open.includes(cipher));
          if (open.length + broken.length === 0) continue;
          report(line.at, {
            subject: pathIn(transport), severity: open.length > 0 ? "high" : "medium", note: "cipher", related: viaOf(line),
            message: `${listed([...open, ...broken].map((cipher) => `\`${cipher}\``))} ${open.length > 0 ? "leaves out encryption or the certificate" : "is broken"}, and transport \`${transport.id}\` takes it`,
          });
        }
      }
    }
  },
});
