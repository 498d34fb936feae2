import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { isOwnName, namesOf, passwordOf, weaknessOf } from "./passwords.js";
import { inboundAuths, lessened, sipReach, surenessOf } from "./peers.js";
import { EVERY_PJSIP, objectsOf, sipsOf } from "./sip.js";

export const pjsipAuthWeakPassword = defineRule({
  id: "pjsip-auth-weak-password",
  title: "A password that is guessed",
  severity: "critical",
  needs: ["asterisk"],
  why: `Scanners register with the passwords of their lists day and night, and one digest seen on the way is tried against billions of passwords
a second at home. Short ones, digits alone, the account's own name and those of every list fall in minutes; the bill for the calls comes at the end of the month.`,
  degrees: "Critical: on a list, made of the account's name, below 8 characters, or few digits. Medium: below 12 characters, or digits alone below 20. Less from narrower networks, and where the other side chose the password (outbound).",
  fix: "Give every account a random password of 20 characters or more, from a generator.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword=changeme\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword=documentation-only\n" },
  versions: EVERY_PJSIP,
  references: ["https://pages.nist.gov/800-63-4/sp800-63b.html", "https://docs.asterisk.org/Deployment/Important-Security-Considerations/"],
  cwe: 521,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      const reach = sipReach(posture, sip);
      const inbound = inboundAuths(sip);
      const weak = new Map(objectsOf(sip, "auth").flatMap((auth) => {
        const users = inbound.get(auth) ?? [];
        const password = passwordOf(sip, auth);
        const weakness = password === null || isOwnName(sip, auth, users) ? null : weaknessOf(password, namesOf(sip, auth, users));
        return weakness === null ? [] : [[auth, { weakness, asked: inbound.has(auth) }] as const];
      }));
      for (const cause of causesOf(sip, [...weak.keys()], "password")) {
        const one = weak.get(cause.members[0]);
        if (one === undefined) continue;
        const severity = one.weakness.grave ? lessened(one.asked ? "critical" : "medium", reach) : lessened(one.asked ? "medium" : "low", reach);
        blameEach(report, [cause], "auth", (whose) => ({ severity, confidence: surenessOf(reach), message: `the password of ${whose} ${one.weakness.grave ? "is guessed" : "can be guessed"}: ${one.weakness.because}` }));
      }
    }
  },
});
