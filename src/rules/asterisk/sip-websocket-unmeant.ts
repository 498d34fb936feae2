import { defineRule } from "../rule.js";
import { accountsOf, usesChanSip, wordsOf } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { isLocal, serviceReach } from "./services.js";
import { isFalse, settingsOf } from "./settings.js";

export const sipWebsocketUnmeant = defineRule({
  id: "sip-websocket-unmeant",
  title: "chan_sip answers at the web server, though no account is a browser",
  severity: "low",
  needs: ["asterisk"],
  why: `\`/ws\` of the web server is a door to chan_sip unless it is switched off, past what guards 5060: rules of the packet filter, bans of jails that look at other ports.`,
  degrees: "Low; not told where only the host itself gets to the web server.",
  fix: "Write `websocket_enabled=false`.",
  before: { "sip.conf": "[general]\nallowguest=no\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\nwebsocket_enabled=false\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 1188,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "sip.conf", "general", "websocket_enabled", "yes")) {
      const browsers = accountsOf(system, "sip").some((peer) => wordsOf(peer, "transport").some((word) => word === "ws" || word === "wss"));
      if (!isFalse(fact.value) && !browsers && usesChanSip(system) && !isLocal(serviceReach(posture, system, "http"))) report(fact, { subject, message: "chan_sip answers at the web server, though no account is a browser" });
    }
  },
});
