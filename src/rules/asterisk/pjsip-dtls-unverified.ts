import { byWhom } from "../phrase.js";
import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, isOn, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipDtlsUnverified = defineRule({
  id: "pjsip-dtls-unverified",
  title: "Encrypted media with whoever answers",
  severity: "high",
  needs: ["asterisk"],
  why: `With \`media_encryption=dtls\` and no \`dtls_verify\` nobody compares the certificate of the media with the fingerprint in the call's
signalling. Whoever is on the media's path does the handshake with both sides and hears everything. \`webrtc=yes\` switches the check on, plain dtls does not.`,
  degrees: "High; medium where certificates are checked and fingerprints are not.",
  fix: "Write `dtls_verify=fingerprint`.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nmedia_encryption=dtls\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nmedia_encryption=dtls\ndtls_verify=fingerprint\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc5763#section-5"],
  cwe: 295,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const dtls = objectsOf(sip, "endpoint").filter((endpoint) => valueIn(sip, endpoint, "media_encryption") === "dtls" && !isOn(sip, endpoint, "webrtc"));
      for (const verify of ["no", "certificate"]) {
        const causes = causesOf(sip, dtls.filter((endpoint) => valueIn(sip, endpoint, "dtls_verify") === verify), "dtls_verify");
        blameEach(report, causes, "endpoint", (whose, { fact }) => ({
          severity: verify === "no" ? "high" : "medium",
          message: `nobody checks with whom the media of ${whose} is encrypted: dtls_verify is ${verify}${byWhom(fact)}`,
        }));
      }
    }
  },
});
