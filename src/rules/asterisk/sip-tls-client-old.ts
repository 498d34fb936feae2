import { defineRule } from "../rule.js";
import { usesChanSip } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { settingsOf } from "./settings.js";

export const sipTlsClientOld = defineRule({
  id: "sip-tls-client-old",
  title: "chan_sip calls with an old version of TLS alone",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`tlsclientmethod\` pins the one version that Asterisk speaks as a client: \`tlsv1\` is TLS 1.0, the others are older. All of them are withdrawn, and servers of today
refuse them.`,
  degrees: "Medium.",
  fix: "Remove the line: both sides then take the best that they know.",
  before: { "sip.conf": "[general]\nallowguest=no\ntlsclientmethod=tlsv1\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20"), "https://www.rfc-editor.org/rfc/rfc8996"],
  cwe: 327,
  check({ asterisk }, report) {
    for (const name of ["tlsclientmethod", "sslclientmethod"]) {
      for (const { system, fact, subject } of settingsOf(asterisk, "sip.conf", "general", name, "")) {
        if (/^(?:sslv2|sslv3|tlsv1)$/i.test(fact.value) && usesChanSip(system)) report(fact, { subject, message: `Asterisk calls with ${fact.value} alone` });
      }
    }
  },
});
