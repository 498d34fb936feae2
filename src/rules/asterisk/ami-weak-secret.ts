import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, secretFact } from "./accounts.js";
import { AMI_PAGE, EVERY_RELEASE, SECURITY_PAGE } from "./pages.js";
import { weaknessOf } from "./passwords.js";
import { lessened, surenessOf } from "./peers.js";
import { amiReach } from "./services.js";

export const amiWeakSecret = defineRule({
  id: "ami-weak-secret",
  title: "A manager user's secret is guessed",
  severity: "critical",
  needs: ["asterisk"],
  why: `The manager interface takes as many attempts as a connection sends, and its users place calls and mostly change the configuration. Secrets of
distributions (\`amp111\`, \`mysecret\`) stand in every scanner's list; an empty one lets in whoever sends none.`,
  degrees: "Critical: on a list, empty, made of the user's name, or below 8 characters. Medium: below 12 characters. Less where only some networks get to the interface, low on the host itself.",
  fix: "Give the user a random secret of 20 characters or more.",
  before: { "manager.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[admin]\nsecret=amp111\nread=all\n" },
  after: { "manager.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[admin]\nsecret=documentation-only\nread=all\n" },
  versions: EVERY_RELEASE,
  references: [AMI_PAGE, SECURITY_PAGE],
  cwe: 521,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const reach = amiReach(posture, system);
      if (reach === null) continue;
      const weak = accountsOf(system, "ami").filter(({ name, secrets: [secret] }) => secret !== undefined && (secret.value === "" || weaknessOf(secret.value, [name]) !== null));
      for (const cause of causesOf(weak, ({ secrets: [secret], at }) => (secret === undefined ? { kind: "unknown", because: "it has none", at, spelling: "secret" } : secretFact(secret)))) {
        const [{ name, secrets: [secret] }] = cause.members;
        const weakness = secret === undefined || secret.value === "" ? { grave: true, because: "it is empty" } : weaknessOf(secret.value, [name]);
        if (weakness === null) continue;
        blameEach(report, [cause], "manager user", (whose) => ({ severity: lessened(weakness.grave ? "critical" : "medium", reach), confidence: surenessOf(reach), message: `the secret of ${whose} is guessed: ${weakness.because}` }));
      }
    }
  },
});
