import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, secretFact, valueOf, type Account } from "./accounts.js";
import { ARI_PAGE, EVERY_RELEASE } from "./pages.js";
import { weaknessOf, type Weakness } from "./passwords.js";
import { lessened, surenessOf } from "./peers.js";
import { serviceReach } from "./services.js";

export const ariWeakPassword = defineRule({
  id: "ari-weak-password",
  title: "An ARI user's password is guessed",
  severity: "critical",
  needs: ["asterisk"],
  why: `ARI takes the password with every request and never locks anybody out. A user of it places and records calls, loads modules and pushes
configuration: \`asterisk\`, as in every example, is the first guess.`,
  degrees: "Critical: on a list, made of the user's name, or below 8 characters. Medium: below 12 characters. Less where only some networks get to the web server, low on the host itself.",
  fix: "Give the user a random password of 20 characters or more, as a hash: `password_format=crypt`.",
  before: { "ari.conf": "[general]\n[app]\ntype=user\npassword=asterisk\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  after: { "ari.conf": "[general]\n[app]\ntype=user\npassword=documentation-only\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  versions: EVERY_RELEASE,
  references: [ARI_PAGE],
  cwe: 521,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const reach = serviceReach(posture, system, "ari");
      if (reach === null) continue;
      const weak = accountsOf(system, "ari").filter((user) => weaknessIn(user) !== null);
      for (const cause of causesOf(weak, (user) => (user.secrets[0] === undefined ? { kind: "unknown", because: "it has none", at: user.at, spelling: "password" } : secretFact(user.secrets[0])))) {
        const weakness = weaknessIn(cause.members[0]);
        if (weakness === null) continue;
        blameEach(report, [cause], "ARI user", (whose) => ({ severity: lessened(weakness.grave ? "critical" : "medium", reach), confidence: surenessOf(reach), message: `the password of ${whose} is guessed: ${weakness.because}` }));
      }
    }
  },
});

/** A hash tells nothing of what it was made of. */
function weaknessIn(user: Account): Weakness | null {
  const [secret] = user.secrets;
  return secret === undefined || valueOf(user, "password_format").toLowerCase() === "crypt" ? null : weaknessOf(secret.value, [user.name]);
}
