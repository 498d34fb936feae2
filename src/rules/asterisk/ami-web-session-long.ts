import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { serviceReach } from "./services.js";
import { rewrite, settingsOf } from "./settings.js";

export const amiWebSessionLong = defineRule({
  id: "ami-web-session-long",
  title: "Sessions of the manager over HTTP live for hours",
  severity: "low",
  needs: ["asterisk"],
  why: `Who steals the cookie of a session, from a shared computer or a log, commands Asterisk until it ends. A minute of silence ends it by default.`,
  degrees: "Low.",
  fix: "Write `httptimeout=60`.",
  before: { "manager.conf": "[general]\nenabled=yes\nwebenabled=yes\nhttptimeout=86400\n", "http.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\n" },
  after: { "manager.conf": "[general]\nenabled=yes\nwebenabled=yes\nhttptimeout=300\n", "http.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\n" },
  versions: EVERY_RELEASE,
  references: [sample("manager.conf")],
  cwe: 613,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "manager.conf", "general", "httptimeout", "60")) {
      const seconds = Number.parseInt(fact.value, 10);
      if (serviceReach(posture, system, "ami-web") === null || !(seconds > 3600)) continue;
      report(fact, { subject, message: `a session lives through ${Math.round(seconds / 360) / 10} hours of silence`, ...rewrite(fact, "60") });
    }
  },
});
