import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { inboundAuths, lessened, sipReach, surenessOf } from "./peers.js";
import { sipsOf, valueIn } from "./sip.js";

export const pjsipAuthEmptyPassword = defineRule({
  id: "pjsip-auth-empty-password",
  title: "An account without a password",
  severity: "critical",
  needs: ["asterisk"],
  why: `Before 20.12, 21.7 and 22.2 an auth object without a password is one whose password is empty: whoever sends the user name and no
password is let in. Later releases refuse the object, which locks its users out instead.`,
  degrees: "Critical from the world or from nobody knows where; one step less from narrower networks. Later releases: pjsip-object-refused.",
  fix: "Write a long random password.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\n", "asterisk-version.txt": "Asterisk 20.9.3\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword=documentation-only\n", "asterisk-version.txt": "Asterisk 20.9.3\n" },
  versions: "Asterisk before 20.12, 21.7 and 22.2.",
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/PJSIP-Authentication/"],
  cwe: 258,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      const reach = sipReach(posture, sip);
      const empty = [...inboundAuths(sip).keys()].filter((auth) => valueIn(sip, auth, "password") === "" && !["md5_cred", "password_digest"].some((name) => valueIn(sip, auth, name) !== "") && valueIn(sip, auth, "auth_type") !== "google_oauth");
      blameEach(report, causesOf(sip, empty, "password"), "auth", (whose) => ({
        severity: lessened("critical", reach), confidence: surenessOf(reach), message: `the password of ${whose} is empty: the user name is enough to call and to register`,
      }));
    }
  },
});
