import { defineRule } from "../rule.js";
import { whoseOf } from "./causes.js";
import { isModuleOff } from "./modules.js";
import { aorsOf, asksNothing, isAnonymous, lessened, registers, sipReach, surenessOf } from "./peers.js";
import { EVERY_PJSIP, objectsOf, optionIn, pathIn, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipAnonymousEndpointRegisters = defineRule({
  id: "pjsip-anonymous-endpoint-registers",
  title: "Strangers may register, and take calls",
  severity: "critical",
  needs: ["asterisk"],
  why: `The endpoint for strangers names an aor that takes registrations. A REGISTER for that aor needs no password, so anybody puts an
address of their own where calls for it go: they are answered by the attacker, who may pass them on and listen.`,
  degrees: "Critical from the world or from nobody knows where; less from narrower networks.",
  fix: "Take `aors` out of the anonymous endpoint.",
  before: { "pjsip.conf": "[anonymous]\ntype=endpoint\naors=sales\n[sales]\ntype=aor\nmax_contacts=5\n" },
  after: { "pjsip.conf": "[anonymous]\ntype=endpoint\n[sales]\ntype=aor\nmax_contacts=5\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc3261#section-10.3"],
  cwe: 306,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      if (isModuleOff(sip.system, "res_pjsip_endpoint_identifier_anonymous")) continue;
      const reach = sipReach(posture, sip);
      for (const endpoint of objectsOf(sip, "endpoint").filter((each) => isAnonymous(each) && asksNothing(sip, each))) {
        const open = aorsOf(sip, endpoint).filter((aor) => registers(sip, aor));
        if (open.length === 0) continue;
        report(optionIn(sip, endpoint, "aors"), {
          subject: pathIn(endpoint), severity: lessened("critical", reach), confidence: surenessOf(reach),
          message: `anybody may register as ${whoseOf(open, "aor")} without a password, and takes its calls`,
          related: open.slice(0, 3).map(({ at, id }) => ({ span: at, note: `\`${id}\` takes registrations` })),
        });
      }
    }
  },
});
