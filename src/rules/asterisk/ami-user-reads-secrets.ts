import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, optionOf, wordsOf } from "./accounts.js";
import { AMI_PAGE, EVERY_RELEASE } from "./pages.js";
import { lessened, surenessOf } from "./peers.js";
import { amiReach, isLocal } from "./services.js";

const TELLING: readonly string[] = ["all", "dtmf", "dialplan"];

export const amiUserReadsSecrets = defineRule({
  id: "ami-user-reads-secrets",
  title: "A manager user hears every digit and variable",
  severity: "low",
  needs: ["asterisk"],
  why: `The events of \`dtmf\` hold every digit that callers key in, voicemail PINs and card numbers among them, and those of \`dialplan\` every variable
that is set. Over the manager's socket without TLS whoever sits on the way reads them, too.`,
  degrees: "Low where the interface is reached from elsewhere, else info; not told on the host itself.",
  fix: "Write the classes that the user needs: `read=call,reporting`.",
  before: { "manager.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[board]\nsecret=documentation-only\nread=all\n" },
  after: { "manager.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[board]\nsecret=documentation-only\nread=call,agent\n" },
  versions: EVERY_RELEASE,
  references: [AMI_PAGE],
  cwe: 200,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const reach = amiReach(posture, system);
      if (reach === null || isLocal(reach)) continue;
      const users = accountsOf(system, "ami").filter((user) => user.secrets.length > 0 && wordsOf(user, "read").some((word) => TELLING.includes(word)));
      blameEach(report, causesOf(users, (user) => optionOf(user, "read")), "manager user", (whose, { members: [user] }) => ({
        severity: lessened("low", reach),
        confidence: surenessOf(reach),
        message: `${whose} reads what callers key in and what the dialplan sets: read holds ${wordsOf(user, "read").filter((word) => TELLING.includes(word)).join(" and ")}`,
      }));
    }
  },
});
