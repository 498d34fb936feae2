import { defineRule } from "../rule.js";
import { usesIax } from "./accounts.js";
import { EVERY_RELEASE, IAX_PAGE } from "./pages.js";
import { settingsOf } from "./settings.js";

export const iaxCallNumbersMany = defineRule({
  id: "iax-call-numbers-many",
  title: "Strangers may hold more IAX call numbers than there are for callers",
  severity: "low",
  needs: ["asterisk"],
  why: `Of 32 768 call numbers \`maxcallnumbers_nonvalidated\` may be held without a call token. Raised, a flood from forged addresses takes those of real calls.`,
  degrees: "Low.",
  fix: "Remove the line: 8192 is the default.",
  before: { "iax.conf": "[general]\nmaxcallnumbers_nonvalidated=30000\n" },
  after: { "iax.conf": "[general]\nmaxcallnumbers_nonvalidated=1024\n" },
  versions: EVERY_RELEASE,
  references: [IAX_PAGE],
  cwe: 770,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "iax.conf", "general", "maxcallnumbers_nonvalidated", "8192")) {
      if (Number.parseInt(fact.value, 10) > 8192 && usesIax(system)) report(fact, { subject, message: `senders that proved nothing may hold ${fact.value} of 32 768 call numbers` });
    }
  },
});
