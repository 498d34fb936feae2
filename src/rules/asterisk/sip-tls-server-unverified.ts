import { defineRule } from "../rule.js";
import { usesChanSip } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { isTrue, settingsOf } from "./settings.js";

export const sipTlsServerUnverified = defineRule({
  id: "sip-tls-server-unverified",
  title: "chan_sip takes any certificate of the other side",
  severity: "medium",
  needs: ["asterisk"],
  why: `With \`tlsdontverifyserver=yes\` whoever gets onto the way, or into the name server, plays the carrier: reads calls and the digests of passwords.`,
  degrees: "Medium.",
  fix: "Write `tlsdontverifyserver=no`, and name the authorities in `tlscafile`.",
  before: { "sip.conf": "[general]\nallowguest=no\ntlsdontverifyserver=yes\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\ntlsdontverifyserver=no\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 295,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "sip.conf", "general", "tlsdontverifyserver", "no")) {
      if (isTrue(fact.value) && usesChanSip(system)) report(fact, { subject, message: "any certificate passes for the servers that Asterisk calls" });
    }
  },
});
