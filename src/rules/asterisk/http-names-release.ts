import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isLocal, serviceReach } from "./services.js";
import { settingsOf } from "./settings.js";

export const httpNamesRelease = defineRule({
  id: "http-names-release",
  title: "The web server tells its release",
  severity: "info",
  needs: ["asterisk"],
  why: `Every answer carries \`Server: Asterisk/\` and the release, so that a scan of the Internet finds those which a new flaw fits, without trying it on the rest.`,
  degrees: "Info; not told where only the host itself gets to the server.",
  fix: "Write `servername=` with nothing after it.",
  before: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  after: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\nservername=\n" },
  versions: EVERY_RELEASE,
  references: [sample("http.conf")],
  cwe: 200,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "http.conf", "general", "servername", "Asterisk and its release")) {
      if (fact.kind === "default" && !isLocal(serviceReach(posture, system, "http"))) report(fact, { subject, message: "every answer of the web server tells Asterisk's release" });
    }
  },
});
