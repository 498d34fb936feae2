import { defineRule } from "../rule.js";
import { accountsOf, usesIax } from "./accounts.js";
import { EVERY_RELEASE, IAX_PAGE, sample } from "./pages.js";
import { isTrue, rewrite, settingsOf } from "./settings.js";

export const iaxTellsNames = defineRule({
  id: "iax-tells-names",
  title: "Passwords of IAX may be tried without a pause",
  severity: "low",
  needs: ["asterisk"],
  why: `Without \`delayreject\` a refusal comes at once, and the time it takes helps to tell names that exist from those that do not: guessing goes as fast as the line.`,
  degrees: "Low.",
  fix: "Write `delayreject=yes`.",
  before: { "iax.conf": "[general]\n[branch]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n" },
  after: { "iax.conf": "[general]\ndelayreject=yes\n[branch]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n" },
  versions: EVERY_RELEASE,
  references: [IAX_PAGE, sample("iax.conf")],
  cwe: 307,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "iax.conf", "general", "delayreject", "no")) {
      if (!isTrue(fact.value) && usesIax(system) && accountsOf(system, "iax").some(({ secrets }) => secrets.length > 0)) report(fact, { subject, message: "passwords may be tried without a pause", ...rewrite(fact, "yes") });
    }
  },
});
