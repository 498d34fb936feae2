import type { AsteriskSystem, Category } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { majorOf } from "./accounts.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isModuleOff } from "./modules.js";
import { lessened, surenessOf } from "./peers.js";
import { isLocal, serviceReach } from "./services.js";
import { allSections, linesOf, pathOf } from "./settings.js";

export const phoneprovHandsOutPasswords = defineRule({
  id: "phoneprov-hands-out-passwords",
  title: "Phones' configurations are given to whoever asks",
  severity: "critical",
  needs: ["asterisk"],
  why: `\`/phoneprov/<MAC>.cfg\` is asked for without a password and answered with the account's secret. The first half of a MAC address is the vendor's, the rest
is counted through in an afternoon.`,
  degrees: "Critical where the web server is reached from elsewhere, high from known networks, low on the host itself.",
  fix: "Write `noload = res_phoneprov.so`, and provision by HTTPS with client certificates or in a network of the phones' own.",
  before: { "phoneprov.conf": "[general]\n[polycom]\n${MAC}.cfg => 000000000000.cfg\n", "users.conf": "[6001]\nautoprov=yes\nmacaddress=001122334455\nsecret=documentation-only\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  after: { "phoneprov.conf": "[general]\n[polycom]\n${MAC}.cfg => 000000000000.cfg\n", "users.conf": "[6001]\nautoprov=yes\nmacaddress=001122334455\nsecret=documentation-only\n", "http.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\n" },
  versions: EVERY_RELEASE,
  references: [sample("phoneprov.conf"), "https://docs.asterisk.org/Deployment/Phone-Provisioning-in-Asterisk/"],
  cwe: 306,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const reach = serviceReach(posture, system, "http");
      const profiles = allSections(system, "phoneprov.conf").filter(({ name }) => name.toLowerCase() !== "general");
      const phone = phoneOf(system);
      if (reach === null || isLocal(reach) || profiles.length === 0 || phone === null || isModuleOff(system, "res_phoneprov")) continue;
      report(phone.at, { subject: pathOf(phone.at, phone.name), severity: lessened("critical", reach), confidence: surenessOf(reach), message: `the web server gives the configuration of \`${phone.name}\`, its secret in it, to whoever guesses its MAC address` });
    }
  },
});

/** The first account that is provisioned; wizards have a rule of their own. */
function phoneOf(system: AsteriskSystem): Category | null {
  const file = majorOf(system) >= 23 ? "phoneprov_users.conf" : "users.conf";
  const users = system.files.get(file)?.categories.filter(({ isTemplate }) => !isTemplate) ?? [];
  const own = system.pjsip?.byType.get("phoneprov")?.[0]?.category;
  return own ?? users.find((user) => linesOf(user, "macaddress").length > 0) ?? null;
}
