import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipTransportKeyPasswordReadable = defineRule({
  id: "pjsip-transport-key-password-readable",
  title: "The key's password stands beside the key",
  severity: "info",
  needs: ["asterisk"],
  why: `A password in the file that names the key protects the key from nobody who has both, and a backup has both.`,
  degrees: "Info.",
  fix: "Keep the key without a password in a folder that only Asterisk reads, and do not take the password for protection.",
  before: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\npassword=documentation-only\n" },
  after: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 256,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const readable = objectsOf(sip, "transport").filter((transport) => valueIn(sip, transport, "password") !== "");
      blameEach(report, causesOf(sip, readable, "password"), "transport", (whose) => ({ message: `the password of the key of ${whose} stands in the file that names the key` }));
    }
  },
});
