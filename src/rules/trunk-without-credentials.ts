import { byWhom } from "./phrase.js";
import { defineRule } from "./rule.js";

export const trunkWithoutCredentials = defineRule({
  id: "trunk-without-credentials",
  title: "A trunk is known by its address alone",
  severity: "medium",
  needs: ["trunks"],
  why: `An address says which machine sent a call, not on whose behalf: every other customer of the same carrier sends from the
same address, and whoever takes over the address, its routing or one machine in its network is the carrier. Tls proves the
listener to the carrier, not the carrier to the listener, unless its certificate is demanded too.`,
  degrees: "Medium: over tcp and tls an address cannot simply be forged. Over udp it can, which is address-only-trust-over-udp.",
  fix: "Ask the carrier for credentials, or demand its certificate.",
  before: `trunks:
  carrier-a: { listener: carrier, peers: carrier, authentication: address }`,
  after: `trunks:
  carrier-a: { listener: carrier, peers: carrier, authentication: certificate }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://www.rfc-editor.org/rfc/rfc3261#section-22", "https://www.rfc-editor.org/rfc/rfc5922"],
  cwe: 290,
  check({ trunks }, report) {
    for (const { path, authentication, signalling } of trunks) {
      // Unknown authentication or transport, and udp, belong to address-only-trust-over-udp: one weakness, one finding.
      if (authentication.kind === "unknown" || authentication.value !== "address") continue;
      if (signalling.kind === "unknown" || signalling.value === "udp") continue;
      report(authentication, {
        subject: path,
        message: `${path} is believed to be the carrier for its source address alone${byWhom(authentication)}`,
        fix: `set \`${authentication.spelling}\` to digest, with credentials, or to certificate`,
      });
    }
  },
});
