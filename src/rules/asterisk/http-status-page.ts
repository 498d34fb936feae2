import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { hasSince } from "./releases.js";
import { isLocal, serviceReach } from "./services.js";
import { isTrue, rewrite, settingsOf } from "./settings.js";

/** Where the page is off unless somebody asks for it. */
const OFF_BY_DEFAULT = "20.18.2 21.12.1 22.8.2 23.2.2 24";

export const httpStatusPage = defineRule({
  id: "http-status-page",
  title: "A status page tells of the web server",
  severity: "low",
  needs: ["asterisk"],
  why: `\`/httpstatus\` tells anybody the release, addresses and ports, and which interfaces stand behind the server. Before 20.18.2, 21.12.1, 22.8.2 and 23.2.2
it showed cookies and variables as they came, so that a link could run a script in the visitor's browser (CVE-2026-23738).`,
  degrees: "Low; not told where only the host itself gets to the server.",
  fix: "Write `enable_status=no`.",
  before: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\nenable_status=yes\n" },
  after: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\nenable_status=no\n" },
  versions: "Asterisk, all versions; off by default from 20.18.2, 21.12.1, 22.8.2 and 23.2.2 on.",
  references: ["https://github.com/asterisk/asterisk/security/advisories/GHSA-v6hp-wh3r-cwxh", sample("http.conf")],
  cwe: 79,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "http.conf", "general", "enable_status", "")) {
      const on = fact.kind === "default" ? !hasSince(system, OFF_BY_DEFAULT) : isTrue(fact.value);
      if (!on || isLocal(serviceReach(posture, system, "http"))) continue;
      report(fact, { subject, message: fact.kind === "default" ? "the status page is on, as this release has it unless it is switched off" : "the status page is on", ...rewrite(fact, "no") });
    }
  },
});
