import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, optionOf, wordsOf } from "./accounts.js";
import { AMI_PAGE, EVERY_RELEASE } from "./pages.js";
import { lessened, surenessOf } from "./peers.js";
import { amiReach, isLocal } from "./services.js";

/** These are told by another rule, and hold more than this one. */
const MORE: readonly string[] = ["all", "system", "command", "config"];

export const amiUserPlacesCalls = defineRule({
  id: "ami-user-places-calls",
  title: "A manager user can place calls to any number",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`originate\` starts a call from any channel into any context, so a leaked secret is toll fraud without a telephone; \`agi\` hands commands to
calls that wait for them. Releases before 18.24.2, 20.9.2 and 21.4.2 let Originate write files, too.`,
  degrees: "Medium where the interface is reached from elsewhere, low from known networks, not told on the host itself.",
  fix: "Take the class away, or let the user log in from the one address of its program (`deny=0.0.0.0/0`, `deny=::/0`, `permit=…`).",
  before: { "manager.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[crm]\nsecret=documentation-only\nwrite=call,originate\n" },
  after: { "manager.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\n[crm]\nsecret=documentation-only\nwrite=call,originate\n" },
  versions: EVERY_RELEASE,
  references: [AMI_PAGE, "https://github.com/asterisk/asterisk/security/advisories/GHSA-c4cg-9275-6w44"],
  cwe: 267,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const reach = amiReach(posture, system);
      if (reach === null || isLocal(reach)) continue;
      const users = accountsOf(system, "ami").filter((user) => {
        const words = wordsOf(user, "write");
        return user.secrets.length > 0 && words.some((word) => word === "originate" || word === "agi") && !words.some((word) => MORE.includes(word));
      });
      blameEach(report, causesOf(users, (user) => optionOf(user, "write")), "manager user", (whose, { members: [user] }) => ({
        severity: lessened("medium", reach),
        confidence: surenessOf(reach),
        message: wordsOf(user, "write").includes("originate") ? `${whose} can place calls to any number: write holds originate` : `${whose} can command calls: write holds agi`,
      }));
    }
  },
});
