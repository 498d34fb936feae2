import { byWhom, cannotTell } from "./phrase.js";
import { defineRule } from "./rule.js";
import { settingOf } from "./shared.js";

export const tlsWeakVersion = defineRule({
  id: "tls-weak-version",
  title: "TLS 1.0 or 1.1 is accepted",
  severity: "medium",
  needs: ["tls"],
  why: `TLS 1.0 and 1.1 sign their handshakes with SHA-1 and MD5 and know only ciphers that have been broken in parts; they were
formally deprecated in 2021. An attacker on the path who can talk two ends down to them works on the weaker protocol.`,
  degrees: "Medium: an attack needs a place on the path, and skill.",
  fix: "Set the lowest accepted version to 1.2, or to 1.3 where every phone and carrier speaks it.",
  before: `tls: { certificate: /etc/ringfence/tls/fullchain.pem, key: /etc/ringfence/tls/privkey.pem, minimum: "1.0" }`,
  after: `tls: { certificate: /etc/ringfence/tls/fullchain.pem, key: /etc/ringfence/tls/privkey.pem, minimum: "1.2" }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://www.rfc-editor.org/rfc/rfc8996", "https://www.rfc-editor.org/rfc/rfc9325"],
  cwe: 327,
  check({ tls }, report) {
    for (const { minimum, path } of tls) {
      if (minimum.kind === "unknown") cannotTell(report, minimum, path, "which TLS versions are accepted");
      else if (minimum.value === "1.0" || minimum.value === "1.1")
        report(minimum, {
          subject: settingOf(minimum, path),
          message: `TLS ${minimum.value} is accepted: ${minimum.spelling} is ${minimum.value}${byWhom(minimum)}`,
          fix: `set \`${minimum.spelling}\` to 1.2, or to 1.3 where every phone and carrier speaks it`,
        });
    }
  },
});
