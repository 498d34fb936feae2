import { defineRule } from "../rule.js";
import { isModuleOff } from "./modules.js";
import { isTrue } from "./settings.js";
import { EVERY_PJSIP } from "./sip.js";
import { isHttpOpen, WIZARD, wizardsIn } from "./wizard.js";

export const wizardProvisioningTellsPasswords = defineRule({
  id: "wizard-provisioning-tells-passwords",
  title: "Phones' passwords are handed out over HTTP",
  severity: "high",
  needs: ["asterisk"],
  why: `\`has_phoneprov=yes\` puts the account's password into the provisioning file of its phone, which Asterisk's HTTP server gives to whoever
asks for the phone's MAC address; those are guessed within a vendor's range.`,
  degrees: "High where http.conf is on and bound to more than the host itself; else not told.",
  fix: "Take `has_phoneprov` out and provision phones over HTTPS with client certificates.",
  before: { "pjsip_wizard.conf": "[101]\ntype=wizard\nhas_phoneprov=yes\nphoneprov/MAC=001122334455\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n", "pjsip.conf": "" },
  after: { "pjsip_wizard.conf": "[101]\ntype=wizard\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n", "pjsip.conf": "" },
  versions: EVERY_PJSIP,
  references: [WIZARD, "https://docs.asterisk.org/Deployment/Phone-Provisioning-in-Asterisk/"],
  cwe: 319,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      if (!isHttpOpen(system) || isModuleOff(system, "res_phoneprov")) continue;
      for (const wizard of wizardsIn(system)) {
        const provisioned = wizard.option("has_phoneprov");
        if (provisioned?.kind === "set" && isTrue(provisioned.value)) report(provisioned, { subject: wizard.path, message: `the HTTP server gives the password of \`${wizard.id}\` to whoever knows its phone's MAC address` });
      }
    }
  },
});
