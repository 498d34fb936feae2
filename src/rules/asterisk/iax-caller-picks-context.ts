import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, optionOf, usesIax, valueOf } from "./accounts.js";
import { EVERY_RELEASE, IAX_PAGE } from "./pages.js";

export const iaxCallerPicksContext = defineRule({
  id: "iax-caller-picks-context",
  title: "An IAX caller picks the context of the call",
  severity: "critical",
  needs: ["asterisk"],
  why: `With \`context=*\` the other side says which context its call runs in: every one of the dialplan, those of administrators, of paid lines and of tests included.
What fences callers elsewhere counts for nothing.`,
  degrees: "Critical.",
  fix: "Name the context that this caller is meant for.",
  before: { "iax.conf": "[general]\n[branch]\ntype=friend\nsecret=documentation-only\nhost=dynamic\ncontext=*\n" },
  after: { "iax.conf": "[general]\n[branch]\ntype=friend\nsecret=documentation-only\nhost=dynamic\ncontext=from-branch\n" },
  versions: EVERY_RELEASE,
  references: [IAX_PAGE],
  cwe: 863,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      if (!usesIax(system)) continue;
      const users = accountsOf(system, "iax").filter((user) => user.caller && valueOf(user, "context") === "*");
      blameEach(report, causesOf(users, (user) => optionOf(user, "context")), "IAX user", (whose) => ({ message: `${whose} picks the context of the call` }));
    }
  },
});
