import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { peerOf } from "./peers.js";
import { EVERY_PJSIP, isOn, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipTrustIdOutbound = defineRule({
  id: "pjsip-trust-id-outbound",
  title: "Withheld numbers are told to whoever answers",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`trust_id_outbound\` Asterisk sends numbers that were to be kept private on to the endpoint, in P-Asserted-Identity or
Remote-Party-ID. A carrier may have to know them; a phone or a stranger must not.`,
  degrees: "Low. Carriers are left out.",
  fix: "Take `trust_id_outbound` out of endpoints of phones and strangers.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\naors=101\nsend_pai=yes\ntrust_id_outbound=yes\n[101]\ntype=aor\nmax_contacts=1\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\naors=101\nsend_pai=yes\n[101]\ntype=aor\nmax_contacts=1\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc3325#section-9.3"],
  cwe: 359,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const telling = objectsOf(sip, "endpoint").filter((endpoint) => ["anonymous", "phone"].includes(peerOf(sip, endpoint)) && isOn(sip, endpoint, "trust_id_outbound") && (isOn(sip, endpoint, "send_pai") || isOn(sip, endpoint, "send_rpid")));
      blameEach(report, causesOf(sip, telling, "trust_id_outbound"), "endpoint", (whose) => ({ message: `${whose} ${whose.startsWith("endpoint `") ? "is" : "are"} told numbers that callers withhold` }));
    }
  },
});
