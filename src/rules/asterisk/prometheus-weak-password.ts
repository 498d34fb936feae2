import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { weaknessOf } from "./passwords.js";
import { isLocal, serviceReach } from "./services.js";
import { settingsOf } from "./settings.js";

export const prometheusWeakPassword = defineRule({
  id: "prometheus-weak-password",
  title: "The password of metrics is guessed",
  severity: "low",
  needs: ["asterisk"],
  why: `Metrics name endpoints and trunks. The example's password (\`Asterisk\`) and short ones are tried first, and nothing limits the attempts.`,
  degrees: "Low; not told where only the host itself gets to the web server.",
  fix: "Write a random password of 20 characters or more.",
  before: { "prometheus.conf": "[general]\nenabled=yes\nauth_username=Asterisk\nauth_password=Asterisk\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  after: { "prometheus.conf": "[general]\nenabled=yes\nauth_username=prometheus\nauth_password=documentation-only\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  versions: "Asterisk 18 and later.",
  references: [sample("prometheus.conf")],
  cwe: 521,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "prometheus.conf", "general", "auth_password", "")) {
      const [user] = settingsOf([system], "prometheus.conf", "general", "auth_username", "");
      const weakness = fact.kind === "default" || user === undefined || user.fact.value === "" ? null : weaknessOf(fact.value, [user.fact.value]);
      if (weakness !== null && !isLocal(serviceReach(posture, system, "metrics"))) report(fact, { subject, message: `the password of metrics is guessed: ${weakness.because}` });
    }
  },
});
