import { cannotTell } from "./phrase.js";
import { isClear, reachable, reachLocation, reachOf, sureness, type Reach, type SeverityByReach } from "./reach.js";
import { defineRule } from "./rule.js";

/** Who sits on the path decides: the whole Internet, an office LAN, or the leased way to one carrier. */
const SEVERITY: SeverityByReach = {
  world: "high",
  unknown: "medium",
  phones: "medium",
  trunk: "low",
  peers: "low",
  management: "low",
  localhost: null, // never leaves the host
  nobody: null,
};

/** Phones log in with passwords; carriers and peers mostly are known by their address. */
const PASSWORDS: readonly Reach[] = ["world", "unknown", "phones"];

export const listenerCleartext = defineRule({
  id: "listener-cleartext",
  title: "SIP signalling travels in clear",
  severity: "high",
  needs: ["listeners"],
  why: `Whoever sits on the path (a hotel's Wi-Fi, a provider, a switch in the office) reads who calls whom and when, changes
or ends calls, and takes home the digest of each registration, from which short passwords are guessed offline at billions
of tries a second. Keys of encrypted media that travel in such signalling (SDES) are read as well.`,
  degrees: "High from the world, medium from networks of phones or unknown ones, low from a carrier, peers or management; nothing on the host itself.",
  fix: "Let the listener speak tls (or wss for browsers) and give it a certificate.",
  before: `listeners:
  phones: { protocol: udp, address: 192.0.2.10, port: 15060, from: [office] }`,
  after: `listeners:
  phones: { protocol: tls, address: 192.0.2.10, port: 15061, from: [office] }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://www.rfc-editor.org/rfc/rfc3261#section-26", "https://www.rfc-editor.org/rfc/rfc5630"],
  cwe: 319,
  check({ listeners }, report) {
    for (const { path, protocol, audience } of listeners) {
      if (protocol.kind === "unknown") {
        cannotTell(report, protocol, path, `whether ${path} encrypts its signalling`);
        continue;
      }
      const reach = reachOf(audience);
      const severity = SEVERITY[reach];
      if (!isClear(protocol) || severity === null) continue;
      report(protocol, {
        subject: path,
        severity,
        confidence: sureness(audience),
        message: `${path} speaks ${protocol.value} without encryption (${reachable(audience)}): whoever sits on the path reads who calls whom${PASSWORDS.includes(reach) ? ", and the digests of passwords" : ""}`,
        related: reachLocation(audience, protocol),
        fix: `set \`${protocol.spelling}\` to ${protocol.value === "ws" ? "wss" : "tls"}`,
      });
    }
  },
});
