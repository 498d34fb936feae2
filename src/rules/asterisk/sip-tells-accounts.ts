import { defineRule } from "../rule.js";
import { usesChanSip } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { isFalse, rewrite, settingsOf } from "./settings.js";

export const sipTellsAccounts = defineRule({
  id: "sip-tells-accounts",
  title: "chan_sip tells which accounts exist",
  severity: "medium",
  needs: ["asterisk"],
  why: `With \`alwaysauthreject=no\` a name that does not exist gets another answer than a wrong password. Scanners ask for 1000 to 9999 first, and then try passwords for
those that exist alone.`,
  degrees: "Medium.",
  fix: "Write `alwaysauthreject=yes`, the default.",
  before: { "sip.conf": "[general]\nallowguest=no\nalwaysauthreject=no\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\nalwaysauthreject=yes\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 204,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "sip.conf", "general", "alwaysauthreject", "yes")) {
      if (isFalse(fact.value) && usesChanSip(system)) report(fact, { subject, message: "answers tell which accounts exist", ...rewrite(fact, "yes") });
    }
  },
});
