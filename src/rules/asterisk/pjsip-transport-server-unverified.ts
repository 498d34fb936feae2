import { defineRule } from "../rule.js";
import { peerOf } from "./peers.js";
import { EVERY_PJSIP, isOn, objectsOf, optionIn, pathIn, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipTransportServerUnverified = defineRule({
  id: "pjsip-transport-server-unverified",
  title: "Asterisk does not look whom it calls over TLS",
  severity: "medium",
  needs: ["asterisk"],
  why: `Without \`verify_server\` Asterisk takes any certificate from the carrier it registers at or calls. Somebody on the path shows one of
their own, reads the digests, the calls' SDES keys and numbers, and passes them on.`,
  degrees: "Medium: it takes a place on the path. Nothing is said of transports that only phones come in by.",
  fix: "Write `verify_server=yes` and `ca_list_file` with the authorities that the carrier's certificate comes from.",
  before: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\n[c]\ntype=registration\nserver_uri=sips:sip.example.net\nclient_uri=sip:1000@sip.example.net\ntransport=tls\n" },
  after: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\nverify_server=yes\nca_list_file=/etc/ssl/certs/ca-certificates.crt\n[c]\ntype=registration\nserver_uri=sips:sip.example.net\nclient_uri=sip:1000@sip.example.net\ntransport=tls\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 295,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const transports = objectsOf(sip, "transport").filter((each) => valueIn(sip, each, "protocol") === "tls");
      const callers = [...objectsOf(sip, "registration"), ...objectsOf(sip, "endpoint").filter((endpoint) => peerOf(sip, endpoint) === "trunk")];
      const used = new Map(callers.map((caller) => [valueIn(sip, caller, "transport") || (transports.length === 1 && /^sips:|;transport=tls/i.test(valueIn(sip, caller, "server_uri")) ? (transports[0]?.id ?? "") : ""), caller]));
      for (const transport of transports.filter((each) => !isOn(sip, each, "verify_server"))) {
        const caller = used.get(transport.id);
        if (caller === undefined) continue;
        report(optionIn(sip, transport, "verify_server"), {
          subject: pathIn(transport), message: `transport \`${transport.id}\` takes any certificate from whom ${caller.type} \`${caller.id}\` calls`,
          related: [{ span: caller.at, note: "calls out over it" }],
        });
      }
    }
  },
});
