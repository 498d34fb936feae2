import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, optionOf, wordsOf } from "./accounts.js";
import { AMI_PAGE, EVERY_RELEASE, sample } from "./pages.js";
import { lessened, surenessOf } from "./peers.js";
import { amiReach } from "./services.js";

/** `command` gives the whole CLI, `config` writes the dialplan, `system` loads modules and restarts. */
const CLASSES: readonly string[] = ["all", "system", "command", "config"];

export const amiUserRunsCommands = defineRule({
  id: "ami-user-runs-commands",
  title: "A manager user can run programs on the host",
  severity: "high",
  needs: ["asterisk"],
  why: `Who may write \`command\` has Asterisk's whole command line, who may write \`config\` puts System() into the dialplan and reloads it, who may
write \`system\` loads modules. A leaked secret of such a user, or a flaw in the web page that holds it, is a shell as Asterisk's user.`,
  degrees: "High where the interface is reached from elsewhere, medium from known networks, info on the host itself, where management software needs it.",
  fix: "Write the classes that the user needs alone: `call,reporting` for a wallboard, `originate` for click to call.",
  before: { "manager.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[crm]\nsecret=documentation-only\nwrite=all\n" },
  after: { "manager.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[crm]\nsecret=documentation-only\nwrite=call,reporting\n" },
  versions: EVERY_RELEASE,
  references: [AMI_PAGE, sample("manager.conf")],
  cwe: 250,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const reach = amiReach(posture, system);
      if (reach === null) continue;
      const users = accountsOf(system, "ami").filter((user) => user.secrets.length > 0 && wordsOf(user, "write").some((word) => CLASSES.includes(word)));
      blameEach(report, causesOf(users, (user) => optionOf(user, "write")), "manager user", (whose, { members: [user] }) => ({
        severity: lessened("high", reach),
        confidence: surenessOf(reach),
        message: `${whose} can run programs on the host: write is ${[...new Set(wordsOf(user, "write").filter((word) => CLASSES.includes(word)))].join(",")}`,
      }));
    }
  },
});
