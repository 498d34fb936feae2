import { defineRule } from "../rule.js";
import { isModuleOff } from "./modules.js";
import { settingOf } from "./settings.js";
import { EVERY_PJSIP, objectsOf, sipsOf, valueIn } from "./sip.js";
import { isHttpOpen } from "./wizard.js";

export const pjsipWebsocketPlain = defineRule({
  id: "pjsip-websocket-plain",
  title: "Browsers' calls come in without TLS",
  severity: "medium",
  needs: ["asterisk"],
  why: `SIP over WebSocket comes in by Asterisk's HTTP server. Without TLS there, whoever is on the path reads the digests and changes the
fingerprints that the encrypted media hangs on.`,
  degrees: "Medium where http.conf binds plain HTTP to more than the host itself. A proxy on the same host that speaks TLS is not accused.",
  fix: "Switch TLS on in http.conf and bind plain HTTP to 127.0.0.1.",
  before: { "pjsip.conf": "[ws]\ntype=transport\nprotocol=ws\nbind=192.0.2.10\n", "http.conf": "[general]\nenabled=yes\nbindaddr=192.0.2.10\n" },
  after: { "pjsip.conf": "[ws]\ntype=transport\nprotocol=ws\nbind=192.0.2.10\n", "http.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\n" },
  versions: EVERY_PJSIP,
  references: ["https://docs.asterisk.org/Configuration/WebRTC/Configuring-Asterisk-for-WebRTC-Clients/"],
  cwe: 319,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const transport = objectsOf(sip, "transport").find((each) => /^wss?$/.test(valueIn(sip, each, "protocol")));
      const bind = settingOf(sip.system, "http.conf", "general", "bindaddr", "0.0.0.0");
      if (transport === undefined || bind === undefined || !isHttpOpen(sip.system) || isModuleOff(sip.system, "res_pjsip_transport_websocket")) continue;
      report(bind, { subject: "http.conf", message: "browsers may connect by plain HTTP, and whoever is on the path reads and changes their calls", related: [{ span: transport.at, note: "takes SIP over WebSocket" }] });
    }
  },
});
