import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { inboundAuths } from "./peers.js";
import { EVERY_PJSIP, objectsOf, sipsOf, valueIn } from "./sip.js";

export const pjsipAuthRealmTellsAccounts = defineRule({
  id: "pjsip-auth-realm-tells-accounts",
  title: "The challenge tells which names exist",
  severity: "low",
  needs: ["asterisk"],
  why: `Strangers are challenged with the global realm and algorithms, an account with its own. Where the two differ, comparing two answers
shows which names exist, and those alone are worth guessing passwords for.`,
  degrees: "Low: it makes guessing cheaper, not successful.",
  fix: "Set `default_realm` and `default_auth_algorithms_uas` in the global section to what the accounts use.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword=documentation-only\nrealm=pbx.example.com\n" },
  after: { "pjsip.conf": "[global]\ntype=global\ndefault_realm=pbx.example.com\n[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword=documentation-only\nrealm=pbx.example.com\n" },
  versions: EVERY_PJSIP,
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/PJSIP-Authentication/"],
  cwe: 204,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const [global] = objectsOf(sip, "global");
      for (const [own, shared, standard] of [["realm", "default_realm", "asterisk"], ["supported_algorithms_uas", "default_auth_algorithms_uas", "MD5"]] as const) {
        const common = (global === undefined ? "" : valueIn(sip, global, shared)) || standard;
        const apart = [...inboundAuths(sip).keys()].filter((auth) => !["", common.replaceAll(" ", "")].includes(valueIn(sip, auth, own).replaceAll(" ", "")));
        // Realms of tenants differ on purpose.
        if (own === "realm" && new Set(apart.map((auth) => valueIn(sip, auth, own))).size > 1) continue;
        blameEach(report, causesOf(sip, apart, own), "auth", (whose) => ({ message: `${whose} ${whose.startsWith("auth `") ? "is" : "are"} challenged otherwise than a name that does not exist, which gets \`${common}\`` }));
      }
    }
  },
});
