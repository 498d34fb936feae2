import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { isModuleOff } from "./modules.js";
import { lessened, surenessOf } from "./peers.js";
import { isLocal, serviceReach } from "./services.js";
import { settingsOf } from "./settings.js";

export const prometheusWithoutPassword = defineRule({
  id: "prometheus-without-password",
  title: "Metrics are given to whoever asks",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`/metrics\` tells the release, uptime, calls, and the names of endpoints, trunks and their states: a list of user names to guess passwords for.
A password alone asks for none: it is \`auth_username\` that switches asking on.`,
  degrees: "Medium where the web server is reached from elsewhere, low from known networks, not told on the host itself.",
  fix: "Write `auth_username` and `auth_password`.",
  before: { "prometheus.conf": "[general]\nenabled=yes\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  after: { "prometheus.conf": "[general]\nenabled=yes\nauth_username=prometheus\nauth_password=documentation-only\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  versions: "Asterisk 18 and later.",
  references: [sample("prometheus.conf")],
  cwe: 306,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "prometheus.conf", "general", "auth_username", "")) {
      const reach = serviceReach(posture, system, "metrics");
      if (reach === null || isLocal(reach) || fact.value !== "" || isModuleOff(system, "res_prometheus")) continue;
      report(fact, { subject, severity: lessened("medium", reach), confidence: surenessOf(reach), message: "metrics are given without a password" });
    }
  },
});
