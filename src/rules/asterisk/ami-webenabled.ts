import { defineRule } from "../rule.js";
import { AMI_PAGE, EVERY_RELEASE, sample } from "./pages.js";
import { lessened, surenessOf } from "./peers.js";
import { isLocal, serviceReach } from "./services.js";
import { isTrue, settingsOf } from "./settings.js";

export const amiWebenabled = defineRule({
  id: "ami-webenabled",
  title: "The manager interface answers over HTTP",
  severity: "high",
  needs: ["asterisk"],
  why: `\`/rawman\`, \`/manager\` and \`/mxml\` take commands as GET requests: secrets end up in addresses, histories and logs of proxies, a web page can make a
browser with a session send commands, and the session is a cookie. It is a second door to the interface, on a port that browsers use.`,
  degrees: "High where the web server is reached from elsewhere, medium from known networks, info on the host itself.",
  fix: "Write `webenabled=no`, or bind the web server to 127.0.0.1.",
  before: { "manager.conf": "[general]\nenabled=yes\nwebenabled=yes\nbindaddr=127.0.0.1\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  after: { "manager.conf": "[general]\nenabled=yes\nwebenabled=no\nbindaddr=127.0.0.1\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  versions: EVERY_RELEASE,
  references: [AMI_PAGE, sample("manager.conf")],
  cwe: 284,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "manager.conf", "general", "webenabled", "no")) {
      const reach = serviceReach(posture, system, "ami-web");
      if (reach === null || !isTrue(fact.value)) continue;
      report(fact, { subject, severity: isLocal(reach) ? "info" : lessened("high", reach), confidence: surenessOf(reach), message: "the web server takes commands for the manager interface" });
    }
  },
});
