import { defineRule } from "../rule.js";
import { asksNothing, demandsCertificates, hasOwnAcl, lessened, sipReach, surenessOf } from "./peers.js";
import { EVERY_PJSIP, IDENTIFIER_IP, objectOf, objectsOf, optionIn, pathIn, sipsOf, valueIn } from "./sip.js";

export const pjsipIdentifyHeaderNoAuth = defineRule({
  id: "pjsip-identify-header-no-auth",
  title: "A header that the caller writes decides who the caller is",
  severity: "critical",
  needs: ["asterisk"],
  why: `\`match_header\` makes whoever sends a certain header the endpoint, without a password. Callers write their own headers: a stranger
who guesses or learns the value is the carrier, from any address. A \`match\` beside it does not help, for either is enough.`,
  degrees: "Critical from the world or from nobody knows where, one step less where the endpoint has an access list or SIP is narrowed; nothing where it has one and every transport demands a certificate of a named authority.",
  fix: "Use `match` with the peer's addresses in its place, or ask for a password with `auth`.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch_header=X-Trunk: carrier\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n" },
  versions: EVERY_PJSIP,
  references: [IDENTIFIER_IP],
  cwe: 290,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      const reach = sipReach(posture, sip);
      for (const identify of objectsOf(sip, "identify")) {
        const endpoint = objectOf(sip, "endpoint", valueIn(sip, identify, "endpoint"));
        const header = optionIn(sip, identify, "match_header");
        if (endpoint === undefined || header.kind !== "set" || header.value === "" || !asksNothing(sip, endpoint)) continue;
        // A proxy of one's own has proven by certificate who it is, and sets the header itself.
        if (hasOwnAcl(sip, endpoint) && demandsCertificates(sip)) continue;
        report(header, {
          subject: pathIn(identify), severity: lessened(hasOwnAcl(sip, endpoint) ? "high" : "critical", reach), confidence: surenessOf(reach),
          message: `whoever sends the header \`${header.value.split(":")[0] ?? ""}\` as it is written here is endpoint \`${endpoint.id}\`, without a password`,
        });
      }
    }
  },
});
