import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { isOwnName } from "./passwords.js";
import { inboundAuths, lessened, sipReach, surenessOf } from "./peers.js";
import { EVERY_PJSIP, sipsOf } from "./sip.js";

export const pjsipAuthUsernameAsPassword = defineRule({
  id: "pjsip-auth-username-as-password",
  title: "The password is the account's own name",
  severity: "critical",
  needs: ["asterisk"],
  why: `The first password that every scanner tries for 1001 is 1001. It takes one packet, so no ban and no limit comes in time.`,
  degrees: "Critical from the world or from nobody knows where, one step less from narrower networks.",
  fix: "Give the account a random password of 20 characters or more.",
  before: { "pjsip.conf": "[1001]\ntype=endpoint\nauth=1001\n[1001]\ntype=auth\nusername=1001\npassword=1001\n" },
  after: { "pjsip.conf": "[1001]\ntype=endpoint\nauth=1001\n[1001]\ntype=auth\nusername=1001\npassword=documentation-only\n" },
  versions: EVERY_PJSIP,
  references: ["https://cwe.mitre.org/data/definitions/1391.html"],
  cwe: 1391,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      const reach = sipReach(posture, sip);
      const found = [...inboundAuths(sip)].filter(([auth, users]) => isOwnName(sip, auth, users)).map(([auth]) => auth);
      blameEach(report, causesOf(sip, found, "password"), "auth", (whose) => ({
        severity: lessened("critical", reach), confidence: surenessOf(reach), message: `the password of ${whose} is the account's own name`,
      }));
    }
  },
});
