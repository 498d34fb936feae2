import { defineRule } from "../rule.js";
import { viaOf } from "./access.js";
import { elements, EVERY_PJSIP, linesIn, objectsOf, pathIn, sipsOf, valueIn } from "./sip.js";

export const pjsipTransportNoForwardSecrecy = defineRule({
  id: "pjsip-transport-no-forward-secrecy",
  title: "A stolen key opens what was recorded before",
  severity: "low",
  needs: ["asterisk"],
  why: `All listed ciphers encrypt with the certificate's key itself. Whoever records the traffic and gets that key one day, from a backup or
an old machine, reads all of it.`,
  degrees: "Low: it takes the key, and recordings.",
  fix: "List ciphers that begin with ECDHE, or leave `cipher` out.",
  before: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\ncipher=AES128-GCM-SHA256\n" },
  after: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\ncipher=ECDHE-RSA-AES128-GCM-SHA256,AES128-GCM-SHA256\n" },
  versions: EVERY_PJSIP,
  references: ["https://www.rfc-editor.org/rfc/rfc9325#section-4.1"],
  cwe: 327,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const transport of objectsOf(sip, "transport").filter((each) => valueIn(sip, each, "protocol") === "tls" && valueIn(sip, each, "method") !== "tlsv1_3")) {
        const ciphers = linesIn(transport, "cipher").flatMap(({ value }) => elements(value));
        const [line] = linesIn(transport, "cipher");
        // Numbers stand for ciphers that are not looked up here.
        if (line === undefined || ciphers.length === 0 || ciphers.some((cipher) => /^(?:TLS_)?(?:EC)?DHE|^TLS_(?:AES|CHACHA)|^A(?:EC)?DH|^(?:0x)?\d/i.test(cipher))) continue;
        report(line.at, { subject: pathIn(transport), note: "cipher", related: viaOf(line), message: `no cipher of transport \`${transport.id}\` has forward secrecy` });
      }
    }
  },
});
