import { defineRule } from "../rule.js";
import { inboundAuths } from "./peers.js";
import { EVERY_PJSIP, objectsOf, optionIn, sipsOf, valueIn } from "./sip.js";

export const pjsipDefaultRealm = defineRule({
  id: "pjsip-default-realm",
  title: "Passwords' digests fit every other Asterisk",
  severity: "info",
  needs: ["asterisk"],
  why: `The realm is part of each digest. With the default, \`asterisk\`, a table of digests made once fits all systems that kept it, and so does a
digest stolen here.`,
  degrees: "Info: long random passwords are in no table.",
  fix: "Write `default_realm` with your own domain into the global section. Digests in password_digest and md5_cred must be made anew.",
  before: { "pjsip.conf": "[global]\ntype=global\nuser_agent=pbx\n[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword=documentation-only\n" },
  after: { "pjsip.conf": "[global]\ntype=global\ndefault_realm=pbx.example.com\n[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword=documentation-only\n" },
  versions: EVERY_PJSIP,
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/PJSIP-Authentication/"],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const [global] = objectsOf(sip, "global");
      const auth = [...inboundAuths(sip).keys()].find((each) => valueIn(sip, each, "realm") === "");
      if (auth === undefined || (global !== undefined && valueIn(sip, global, "default_realm") !== "asterisk")) continue;
      if (global === undefined) report(auth.at, { subject: "default_realm", note: "realm is not written here, nor default_realm anywhere", message: "digests are made for the realm `asterisk`, as on every other system that kept the default" });
      else report(optionIn(sip, global, "default_realm"), { subject: "default_realm", message: "digests are made for the realm `asterisk`, as on every other system that kept the default" });
    }
  },
});
