import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, isOn, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipDtlsSha1Fingerprint = defineRule({
  id: "pjsip-dtls-sha1-fingerprint",
  title: "Fingerprints of the media's certificates are SHA-1",
  severity: "low",
  needs: ["asterisk"],
  why: `The fingerprint in the signalling is what ties the media's certificate to the call. SHA-1 is the weaker of the two that Asterisk knows,
and broken for collisions since 2017.`,
  degrees: "Low: what is needed here, a second preimage, is not known yet.",
  fix: "Write `dtls_fingerprint=SHA-256`, or take the line out.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nwebrtc=yes\ndtls_fingerprint=SHA-1\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nwebrtc=yes\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc8122"],
  cwe: 328,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const weak = objectsOf(sip, "endpoint").filter((endpoint) => /^sha-1$/i.test(valueIn(sip, endpoint, "dtls_fingerprint")) && (isOn(sip, endpoint, "webrtc") || valueIn(sip, endpoint, "media_encryption") === "dtls"));
      blameEach(report, causesOf(sip, weak, "dtls_fingerprint"), "endpoint", (whose) => ({ message: `the media's certificate of ${whose} is told apart by SHA-1` }));
    }
  },
});
