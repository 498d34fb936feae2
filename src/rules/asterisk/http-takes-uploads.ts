import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isModuleOff } from "./modules.js";
import { lessened, surenessOf } from "./peers.js";
import { serviceReach } from "./services.js";
import { factOf, pathOf, sectionsOf } from "./settings.js";

export const httpTakesUploads = defineRule({
  id: "http-takes-uploads",
  title: "The web server takes uploads into a folder",
  severity: "high",
  needs: ["asterisk"],
  why: `With a mapping in \`[post_mappings]\` a manager's session with the class config puts files into the folder: into agi-bin they are programs, into sounds what
callers hear. A stolen session cookie is enough.`,
  degrees: "High where the web server is reached from elsewhere, medium from known networks, info on the host itself; not told where the manager does not answer over HTTP.",
  fix: "Remove the mapping, and write `noload = res_http_post.so`.",
  before: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[post_mappings]\nuploads=/var/lib/asterisk/agi-bin/\n", "manager.conf": "[general]\nenabled=yes\nwebenabled=yes\n" },
  after: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n", "manager.conf": "[general]\nenabled=yes\nwebenabled=yes\n" },
  versions: EVERY_RELEASE,
  references: [sample("http.conf")],
  cwe: 434,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const reach = serviceReach(posture, system, "ami-web");
      if (reach === null || isModuleOff(system, "res_http_post")) continue;
      for (const line of sectionsOf(system, "http.conf", "post_mappings").flatMap(({ variables }) => variables)) {
        report(factOf(line), { subject: pathOf(line.at, "post_mappings"), severity: lessened("high", reach), confidence: surenessOf(reach), message: `a manager's session can upload files into ${line.value}` });
      }
    }
  },
});
