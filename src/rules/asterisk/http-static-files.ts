import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isLocal, serviceReach } from "./services.js";
import { isTrue, sectionsOf, linesOf, factOf, pathOf } from "./settings.js";

export const httpStaticFiles = defineRule({
  id: "http-static-files",
  title: "The web server gives out files",
  severity: "low",
  needs: ["asterisk"],
  why: `\`/static\` gives whoever asks any file below static-http of Asterisk's data. What is put there for a phone's provisioning or a web page is public, and
stays so long after its purpose is gone.`,
  degrees: "Low; not told where only the host itself gets to the server.",
  fix: "Write `enable_static=no`.",
  before: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\nenable_static=yes\n" },
  after: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\nenable_static=no\n" },
  versions: EVERY_RELEASE,
  references: [sample("http.conf")],
  cwe: 538,
  check(posture, report) {
    for (const system of posture.asterisk) {
      // Two names of one switch, of which the last line counts.
      const line = sectionsOf(system, "http.conf", "general").flatMap((section) => linesOf(section, "enable_static", "enablestatic")).at(-1);
      if (line === undefined || !isTrue(line.value) || isLocal(serviceReach(posture, system, "http"))) continue;
      report(factOf(line), { subject: pathOf(line.at, "general"), message: "the web server gives out the files below static-http" });
    }
  },
});
