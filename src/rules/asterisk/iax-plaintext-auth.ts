import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, optionOf, usesIax, wordsOf } from "./accounts.js";
import { EVERY_RELEASE, IAX_PAGE } from "./pages.js";

export const iaxPlaintextAuth = defineRule({
  id: "iax-plaintext-auth",
  title: "An IAX password may be sent as it is",
  severity: "high",
  needs: ["asterisk"],
  why: `With \`plaintext\` among the methods the password travels readable. Whoever sits on the way has it, and calls as that account from then on.`,
  degrees: "High.",
  fix: "Write `auth=md5`, or `auth=rsa` with keys.",
  before: { "iax.conf": "[general]\n[branch]\ntype=friend\nhost=dynamic\nsecret=documentation-only\nauth=plaintext,md5\n" },
  after: { "iax.conf": "[general]\n[branch]\ntype=friend\nhost=dynamic\nsecret=documentation-only\nauth=md5\n" },
  versions: EVERY_RELEASE,
  references: [IAX_PAGE],
  cwe: 319,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      if (!usesIax(system)) continue;
      const users = accountsOf(system, "iax").filter((user) => wordsOf(user, "auth").includes("plaintext"));
      blameEach(report, causesOf(users, (user) => optionOf(user, "auth")), "IAX account", (whose) => ({ message: `the password of ${whose} may be sent as it is` }));
    }
  },
});
