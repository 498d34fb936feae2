import { defineRule } from "../rule.js";
import { isModuleOff } from "./modules.js";
import { settingOf } from "./settings.js";
import { EVERY_PJSIP, isOn, objectsOf, sipsOf, valueIn } from "./sip.js";
import { isHttpOpen } from "./wizard.js";

export const pjsipWebsocketUnmeant = defineRule({
  id: "pjsip-websocket-unmeant",
  title: "SIP comes in by HTTP although no transport says so",
  severity: "medium",
  needs: ["asterisk"],
  why: `As soon as the HTTP server runs and res_pjsip_transport_websocket is loaded, \`/ws\` takes SIP, with no ws or wss transport in pjsip.conf. Rules
of a packet filter for the SIP ports do not stop what comes in there.`,
  degrees: "Medium where the HTTP server is bound to more than the host itself.",
  fix: "Write `noload=res_pjsip_transport_websocket.so` in modules.conf, or bind the HTTP server to 127.0.0.1.",
  before: { "pjsip.conf": "[udp]\ntype=transport\nbind=192.0.2.10\n", "http.conf": "[general]\nenabled=yes\nbindaddr=192.0.2.10\n", "modules.conf": "[modules]\nautoload=yes\n" },
  after: { "pjsip.conf": "[udp]\ntype=transport\nbind=192.0.2.10\n", "http.conf": "[general]\nenabled=yes\nbindaddr=192.0.2.10\n", "modules.conf": "[modules]\nautoload=yes\nnoload=res_pjsip_transport_websocket.so\n" },
  versions: EVERY_PJSIP,
  references: ["https://github.com/asterisk/asterisk/blob/22/res/res_pjsip_transport_websocket.c"],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const { system } = sip;
      const meant = objectsOf(sip, "transport").some((each) => /^wss?$/.test(valueIn(sip, each, "protocol"))) || objectsOf(sip, "endpoint").some((endpoint) => isOn(sip, endpoint, "webrtc"));
      const enabled = settingOf(system, "http.conf", "general", "enabled", "no");
      if (meant || enabled === undefined || !system.files.has("modules.conf") || !isHttpOpen(system)) continue;
      if (["res_pjsip_transport_websocket", "res_http_websocket", "res_pjsip"].some((module) => isModuleOff(system, module))) continue;
      report(enabled, { subject: "http.conf", message: "the HTTP server takes SIP at /ws, though no transport of pjsip.conf says so" });
    }
  },
});
