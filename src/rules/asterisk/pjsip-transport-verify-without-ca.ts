import { defineRule } from "../rule.js";
import { EVERY_PJSIP, isOn, linesIn, objectsOf, optionIn, pathIn, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipTransportVerifyWithoutCa = defineRule({
  id: "pjsip-transport-verify-without-ca",
  title: "Certificates are checked against nothing",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`verify_server\` and \`verify_client\` need to know which authorities to believe, and chan_pjsip loads none by itself. Every connection
fails, and the next step of whoever has to make it work is to switch the check off.`,
  degrees: "Medium.",
  fix: "Write `ca_list_file` or `ca_list_path`.",
  before: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\nverify_server=yes\n" },
  after: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nmethod=tlsv1_2\nverify_server=yes\nca_list_file=/etc/ssl/certs/ca-certificates.crt\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 295,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const transport of objectsOf(sip, "transport").filter((each) => valueIn(sip, each, "protocol") === "tls")) {
        const check = ["verify_server", "verify_client"].find((name) => isOn(sip, transport, name));
        if (check === undefined || linesIn(transport, "ca_list_file").length + linesIn(transport, "ca_list_path").length > 0) continue;
        report(optionIn(sip, transport, check), { subject: pathIn(transport), message: `transport \`${transport.id}\` checks certificates and names no authority to believe` });
      }
    }
  },
});
