import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { asksNothing, demandsCertificates, hasOwnAcl, isAnonymous, knownByName, lessened, sipReach, surenessOf } from "./peers.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipEndpointNoAuth = defineRule({
  id: "pjsip-endpoint-no-auth",
  title: "A name is enough to be an endpoint",
  severity: "critical",
  needs: ["asterisk"],
  why: `An endpoint without \`auth\` is never asked for a password, and without an identify section Asterisk knows it by the user part
of From alone. Whoever writes \`From: <sip:101@…>\` calls as 101, and registers in its place if it has an aor. Scanners try such names by the thousand.`,
  degrees: "Critical from the world or from nobody knows where; one step less where addresses are narrowed, by the endpoint's own access list or by what stands before all SIP; nothing where its own list narrows it and every transport demands a certificate of a named authority.",
  fix: "Give the endpoint an auth object with a long random password; a trunk gets an identify section and `identify_by=ip`.",
  before: { "pjsip.conf": "[udp]\ntype=transport\nbind=192.0.2.10\n[101]\ntype=endpoint\ncontext=internal\naors=101\n" },
  after: { "pjsip.conf": "[udp]\ntype=transport\nbind=192.0.2.10\n[101]\ntype=endpoint\ncontext=internal\naors=101\nauth=101\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc3261#section-22"],
  cwe: 306,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      const reach = sipReach(posture, sip);
      const open = objectsOf(sip, "endpoint").filter((endpoint) => !isAnonymous(endpoint) && !sip.identifies.has(endpoint.id) && asksNothing(sip, endpoint) && knownByName(sip, endpoint));
      for (const guarded of [false, true]) {
        // A proxy of one's own has proven by certificate who it is, and vouches for the name.
        if (guarded && demandsCertificates(sip)) continue;
        const causes = causesOf(sip, open.filter((endpoint) => hasOwnAcl(sip, endpoint) === guarded), "auth");
        blameEach(report, causes, "endpoint", (whose) => ({
          severity: lessened(guarded ? "high" : "critical", reach), confidence: surenessOf(reach),
          message: `no password is asked of ${whose}: the name in From is enough to call, and to register where there is an aor`,
        }));
      }
    }
  },
});
