import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectsOf, sipsOf, valueIn } from "./sip.js";

export const pjsipTransportKeyInUnsafePlace = defineRule({
  id: "pjsip-transport-key-in-unsafe-place",
  title: "A private key lies where others write or read",
  severity: "medium",
  needs: ["asterisk"],
  why: `Below /tmp any user can put a file of that name before Asterisk starts; homes and web roots are read by other programs, served or backed
up by them. Whoever has the key is the server.`,
  degrees: "Medium: it takes a foot on the machine, or a mistake of the web server.",
  fix: "Keep keys in a folder of root's that only Asterisk's group may read, such as /etc/asterisk/keys.",
  before: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\npriv_key_file=/tmp/key.pem\n" },
  after: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\npriv_key_file=/etc/asterisk/keys/key.pem\n" },
  versions: EVERY_PJSIP,
  references: ["https://cwe.mitre.org/data/definitions/732.html"],
  cwe: 732,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const [type, name] of [["transport", "priv_key_file"], ["transport", "cert_file"], ["endpoint", "dtls_private_key"], ["endpoint", "dtls_cert_file"]] as const) {
        const unsafe = objectsOf(sip, type).filter((object) => /^\/(?:tmp|var\/tmp|dev\/shm|home|var\/www|srv\/www|usr\/share\/nginx)\//.test(valueIn(sip, object, name)));
        blameEach(report, causesOf(sip, unsafe, name), type, (whose, { members: [first] }) => ({ confidence: "high", message: `\`${valueIn(sip, first, name)}\`, which ${whose} ${whose.startsWith(`${type} \``) ? "uses" : "use"}, lies where others write or read` }));
      }
    }
  },
});
