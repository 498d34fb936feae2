import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { aorsOf, registers } from "./peers.js";
import { EVERY_PJSIP, namesIn, objectOf, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipOutboundAuthAnyRealm = defineRule({
  id: "pjsip-outbound-auth-any-realm",
  title: "Asterisk answers the challenge of whoever it calls",
  severity: "low",
  needs: ["asterisk"],
  why: `Outbound credentials without a realm answer every challenge. Where a phone that registers decides itself what address is called, its user
can have Asterisk's answer sent anywhere, and guess at the password at home.`,
  degrees: "Low: it takes a registered phone, or a place on the path.",
  fix: "Write the `realm` of the other side in the auth object.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\naors=101\noutbound_auth=out\n[101]\ntype=aor\nmax_contacts=1\n[out]\ntype=auth\nusername=pbx\npassword=documentation-only\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\naors=101\noutbound_auth=out\n[101]\ntype=aor\nmax_contacts=1\n[out]\ntype=auth\nusername=pbx\npassword=documentation-only\nrealm=phones.example.com\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 522,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const answering = objectsOf(sip, "endpoint").filter((endpoint) => aorsOf(sip, endpoint).some((aor) => registers(sip, aor)) && namesIn(sip, endpoint, "outbound_auth").some((name) => {
        const auth = objectOf(sip, "auth", name);
        return auth !== undefined && ["", "*"].includes(valueIn(sip, auth, "realm"));
      }));
      blameEach(report, causesOf(sip, answering, "outbound_auth"), "endpoint", (whose) => ({ message: `the credentials with which Asterisk calls ${whose} answer any challenge, from wherever the phone registered` }));
    }
  },
});
