import { cannotTell } from "./phrase.js";
import { defineRule } from "./rule.js";

export const addressOnlyTrustOverUdp = defineRule({
  id: "address-only-trust-over-udp",
  title: "A forged source address is enough to be the carrier",
  severity: "high",
  needs: ["trunks"],
  why: `The trunk believes whoever sends from the carrier's address, and over udp a sender writes any source address it likes. From
one of the many networks that do not filter, a stranger's INVITE arrives as the carrier's own: it rings phones under any
name, ties up lines, and its speech goes wherever its SDP says. Bans and rate limits do not apply to a trusted address.`,
  degrees: "High wherever it stands: a trusted address is exempt from every limit and ban.",
  fix: "Use tls or tcp with this carrier, or credentials; at the least have the upstream network filter forged sources.",
  before: `listeners:
  carrier: { protocol: udp, address: 192.0.2.10, port: 15070, from: [carrier] }`,
  after: `listeners:
  carrier: { protocol: tls, address: 192.0.2.10, port: 15071, from: [carrier] }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://www.rfc-editor.org/rfc/rfc2827", "https://www.rfc-editor.org/rfc/rfc3261#section-26.1"],
  cwe: 290,
  check({ trunks }, report) {
    for (const { path, authentication, signalling } of trunks) {
      if (authentication.kind === "unknown") cannotTell(report, authentication, path, `how ${path} proves who it is`);
      else if (authentication.value === "address" && signalling.kind === "unknown") cannotTell(report, signalling, path, `whether ${path}, trusted by address alone, comes in over udp`);
      else if (authentication.value === "address" && signalling.kind !== "unknown" && signalling.value === "udp")
        report(authentication, {
          subject: path,
          message: `${path} is trusted by its source address alone, and over udp anybody can forge that`,
          related: [{ span: signalling.at, note: "udp: the sender chooses the source address" }],
          fix: `let ${path} come in over tls, or set \`${authentication.spelling}\` to digest if the carrier gives you credentials`,
        });
    }
  },
});
