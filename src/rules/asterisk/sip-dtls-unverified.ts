import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, isOn, optionOf, usesChanSip, valueOf } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { isFalse } from "./settings.js";

export const sipDtlsUnverified = defineRule({
  id: "sip-dtls-unverified",
  title: "The other end of encrypted media is not looked at",
  severity: "medium",
  needs: ["asterisk"],
  why: `With DTLS each side shows a certificate whose fingerprint the signalling told. Without \`dtlsverify=fingerprint\` nobody compares: whoever sits on the way of the media
puts himself in between, and the call sounds encrypted.`,
  degrees: "Medium.",
  fix: "Write `dtlsverify=fingerprint`.",
  before: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\ndtlsenable=yes\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\ndtlsenable=yes\ndtlsverify=fingerprint\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20"), "https://www.rfc-editor.org/rfc/rfc5763"],
  cwe: 295,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      if (!usesChanSip(system)) continue;
      const lax = accountsOf(system, "sip").filter((peer) => isOn(peer, "dtlsenable") && (valueOf(peer, "dtlsverify") === "" || isFalse(valueOf(peer, "dtlsverify"))));
      blameEach(report, causesOf(lax, (peer) => optionOf(peer, "dtlsverify")), "peer", (whose) => ({ message: `nobody compares the certificate of ${whose} with what the signalling told` }));
    }
  },
});
