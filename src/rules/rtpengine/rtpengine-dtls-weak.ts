import { numberOf, settingOf, subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

/** Names of OpenSSL, as they let in and not as they keep out (`!NULL`, `-LOW`). */
const WEAK = /^\+?(?:[ae]?NULL|ADH|AECDH|EXP(?:ORT)?|LOW|RC4|3?DES|MD5)(?:\+|-|$)/i;

export const rtpengineDtlsWeak = defineRule({
  id: "rtpengine-dtls-weak",
  title: "DTLS of rtpengine takes weak keys or ciphers",
  severity: "low",
  needs: ["rtpengine"],
  why: "The keys of browser calls are agreed over DTLS. A signature of SHA-1, an RSA key below 2048 bits, or ciphers without encryption or without a certificate take from it what it is there for.",
  degrees: "Medium where ciphers without encryption or certificate are let in; else low.",
  fix: "Remove the line: the defaults are sound.",
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\ndtls-signature = sha-1\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 326,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      const blame = (name: string, message: string, severity: "low" | "medium" = "low"): void => {
        const setting = settingOf(system, name);
        if (setting !== undefined) report(setting.at, { subject: subjectOf(system, name), severity, note: name, message });
      };
      if (/^sha-?1$/i.test(settingOf(system, "dtls-signature")?.value ?? "")) blame("dtls-signature", "the certificate of DTLS is signed with SHA-1");
      const bits = numberOf(system, "dtls-rsa-key-size");
      if (settingOf(system, "dtls-cert-cipher")?.value.toLowerCase() === "rsa" && bits !== undefined && bits > 0 && bits < 2048) blame("dtls-rsa-key-size", `the RSA key of DTLS has ${bits} bits`);
      const weak = settingOf(system, "dtls-ciphers")?.value.split(/[:, ]+/).find((each) => WEAK.test(each));
      if (weak !== undefined) blame("dtls-ciphers", `DTLS takes ciphers of ${weak}`, /NULL|ADH|AECDH/i.test(weak) ? "medium" : "low");
    }
  },
});
