import { isKnown } from "../../posture/index.js";
import { byWhom } from "../phrase.js";
import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { asksNothing, hasOwnAcl, isAnonymous, knownByName, lessened, sipReach, surenessOf } from "./peers.js";
import { EVERY_PJSIP, IDENTIFIER_IP, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipTrunkIdentifyByUsername = defineRule({
  id: "pjsip-trunk-identify-by-username",
  title: "A trunk known by its address is known by its name, too",
  severity: "high",
  needs: ["asterisk"],
  why: `The identify section names the carrier's addresses, but \`identify_by\` is \`username,ip\` unless written: a caller from any address
whose From user is the endpoint's name is taken for the carrier as well, and no password is asked. Names such as trunk, carrier or sip-provider are guessed in seconds.`,
  degrees: "High from the world or from nobody knows where, one step less where the endpoint has an access list or SIP is narrowed.",
  fix: "Write `identify_by=ip` in the endpoint.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\ncontext=from-carrier\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\ncontext=from-carrier\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, IDENTIFIER_IP],
  cwe: 306,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      const reach = sipReach(posture, sip);
      const open = objectsOf(sip, "endpoint").filter((endpoint) => !isAnonymous(endpoint) && sip.identifies.has(endpoint.id) && asksNothing(sip, endpoint) && knownByName(sip, endpoint));
      for (const guarded of [false, true]) {
        const causes = causesOf(sip, open.filter((endpoint) => hasOwnAcl(sip, endpoint) === guarded), "identify_by");
        blameEach(report, causes, "endpoint", (whose, { fact }) => ({
          severity: lessened(guarded ? "medium" : "high", reach), confidence: surenessOf(reach),
          message: `whoever writes its name in From is ${whose}, from any address and without a password: identify_by is ${isKnown(fact) ? fact.value : "not known"}${byWhom(fact)}`,
        }));
      }
    }
  },
});
