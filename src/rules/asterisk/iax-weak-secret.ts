import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, secretFact, sectionOf, usesIax, type Account } from "./accounts.js";
import { EVERY_RELEASE, IAX_PAGE } from "./pages.js";
import { weaknessOf, type Weakness } from "./passwords.js";
import { lessened, surenessOf } from "./peers.js";
import { udpReach } from "./services.js";
import type { Variable } from "../../posture/index.js";

export const iaxWeakSecret = defineRule({
  id: "iax-weak-secret",
  title: "A password of IAX is guessed",
  severity: "critical",
  needs: ["asterisk"],
  why: `The answers of IAX tell which names exist, and a captured challenge with its answer is tried at home against billions of passwords a second. Every line
\`secret\` of a user is good for logging in, one that was forgotten from an example included.`,
  degrees: "Critical: on a list, made of the account's name, or below 8 characters. Medium: below 12 characters. One step less where the packet filter keeps the world from the port.",
  fix: "Give every account one random password of 20 characters or more.",
  before: { "iax.conf": "[general]\n[branch]\ntype=friend\nhost=dynamic\nsecret=moofoo\n" },
  after: { "iax.conf": "[general]\n[branch]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n" },
  versions: EVERY_RELEASE,
  references: [IAX_PAGE],
  cwe: 521,
  check(posture, report) {
    for (const system of posture.asterisk) {
      if (!usesIax(system)) continue;
      const reach = udpReach(posture, system, 4569);
      const weak = accountsOf(system, "iax").filter((user) => weakest(user) !== null);
      for (const cause of causesOf(weak, (user) => { const found = weakest(user); return found === null ? sectionOf(user, "secret") : secretFact(found.secret); })) {
        const found = weakest(cause.members[0]);
        if (found === null) continue;
        blameEach(report, [cause], "IAX account", (whose) => ({ severity: lessened(found.weakness.grave ? "critical" : "medium", reach), confidence: surenessOf(reach), message: `a password of ${whose} is guessed: ${found.weakness.because}` }));
      }
    }
  },
});

function weakest({ secrets, name }: Account): { readonly secret: Variable; readonly weakness: Weakness } | null {
  const weak = secrets.flatMap((secret) => { const weakness = weaknessOf(secret.value, [name]); return weakness === null ? [] : [{ secret, weakness }]; });
  return weak.find(({ weakness }) => weakness.grave) ?? weak[0] ?? null;
}
