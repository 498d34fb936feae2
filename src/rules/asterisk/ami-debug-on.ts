import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { amiReach } from "./services.js";
import { isTrue, rewrite, settingsOf } from "./settings.js";

export const amiDebugOn = defineRule({
  id: "ami-debug-on",
  title: "The manager's traffic is written to the console",
  severity: "info",
  needs: ["asterisk"],
  why: `With \`debug=yes\` every event is counted and told with where it was made, for developers; whoever reads the console or the full log reads along.`,
  degrees: "Info.",
  fix: "Write `debug=no`.",
  before: { "manager.conf": "[general]\nenabled=yes\ndebug=yes\n" },
  after: { "manager.conf": "[general]\nenabled=yes\n" },
  versions: EVERY_RELEASE,
  references: [sample("manager.conf")],
  cwe: 532,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "manager.conf", "general", "debug", "no")) {
      if (isTrue(fact.value) && amiReach(posture, system) !== null) report(fact, { subject, message: "debugging of the manager interface is left on", ...rewrite(fact, "no") });
    }
  },
});
