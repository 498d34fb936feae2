import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, isOn, optionOf, usesIax } from "./accounts.js";
import { EVERY_RELEASE, IAX_PAGE } from "./pages.js";

export const iaxUnencrypted = defineRule({
  id: "iax-unencrypted",
  title: "Speech by IAX travels in clear",
  severity: "low",
  needs: ["asterisk"],
  why: `IAX carries numbers, speech and tones on one port, readable for whoever sits on the way; without \`forceencryption\` a call that could be encrypted goes in
clear where the other side does not ask for more.`,
  degrees: "Low: between branches it mostly runs through a tunnel.",
  fix: "Write `encryption=yes` and `forceencryption=yes` on both sides, or run it through a VPN.",
  before: { "iax.conf": "[general]\n[branch]\ntype=friend\nhost=198.51.100.10\nsecret=documentation-only\n" },
  after: { "iax.conf": "[general]\nencryption=yes\nforceencryption=yes\n[branch]\ntype=friend\nhost=198.51.100.10\nsecret=documentation-only\n" },
  versions: EVERY_RELEASE,
  references: [IAX_PAGE],
  cwe: 319,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      if (!usesIax(system)) continue;
      // Nobody without a secret has a key to encrypt with: that is another finding.
      const clear = accountsOf(system, "iax").filter((user) => user.secrets.length > 0 && !isOn(user, "forceencryption"));
      blameEach(report, causesOf(clear, (user) => optionOf(user, "forceencryption")), "IAX account", (whose) => ({ message: `speech of ${whose} travels in clear, or may` }));
    }
  },
});
