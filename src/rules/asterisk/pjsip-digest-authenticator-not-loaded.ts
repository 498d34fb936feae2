import { defineRule } from "../rule.js";
import { isModuleOff } from "./modules.js";
import { lessened, sipReach, surenessOf } from "./peers.js";
import { linesOf, sectionsOf } from "./settings.js";
import { EVERY_PJSIP, sipsOf } from "./sip.js";

export const pjsipDigestAuthenticatorNotLoaded = defineRule({
  id: "pjsip-digest-authenticator-not-loaded",
  title: "Nobody is asked for a password: the module that asks is not loaded",
  severity: "critical",
  needs: ["asterisk"],
  why: `Without res_pjsip_authenticator_digest chan_pjsip has nothing to check passwords with and goes on as if none were asked for: each
endpoint is open to whoever writes its name, whatever its auth object says. The log has one line about it.`,
  degrees: "Critical from the world or from nobody knows where, one step less from narrower networks.",
  fix: "Load the module: write `load=res_pjsip_authenticator_digest.so` in modules.conf, or take its noload line out.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n", "modules.conf": "[modules]\nautoload=yes\nnoload=res_pjsip_authenticator_digest.so\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n", "modules.conf": "[modules]\nautoload=yes\n" },
  versions: EVERY_PJSIP,
  references: ["https://github.com/asterisk/asterisk/blob/22/res/res_pjsip.c"],
  cwe: 306,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      const { system } = sip;
      if (!isModuleOff(system, "res_pjsip_authenticator_digest") || isModuleOff(system, "res_pjsip")) continue;
      const [section] = sectionsOf(system, "modules.conf", "modules");
      const line = section === undefined ? undefined : linesOf(section, "noload").find(({ value }) => /^res_pjsip_authenticator_digest(?:\.so)?$/.test(value.trim()));
      const reach = sipReach(posture, sip);
      report(line?.at ?? section?.at ?? system.at, {
        subject: "modules.conf", severity: lessened("critical", reach), confidence: surenessOf(reach),
        message: "res_pjsip_authenticator_digest is not loaded: no endpoint asks for its password",
      });
    }
  },
});
