import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { allSections, factOf, pathOf } from "./settings.js";
import { isLocal, serviceReach } from "./services.js";

export const phoneprovFileOutside = defineRule({
  id: "phoneprov-file-outside",
  title: "Provisioning gives out a file from elsewhere on the host",
  severity: "low",
  needs: ["asterisk"],
  why: `What \`static_file\` names is given to whoever asks, without a password. A path out of the provisioning folder gives out what lies there, and what somebody puts in its
place later.`,
  degrees: "Low; not told where only the host itself gets to the web server.",
  fix: "Copy the file into the provisioning folder and name it without a path.",
  before: { "phoneprov.conf": "[general]\n[polycom]\nstatic_file => ../../../etc/asterisk/keys/ca.pem,application/x-pem-file\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  after: { "phoneprov.conf": "[general]\n[polycom]\nstatic_file => bootrom.ld,application/octet-stream\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  versions: EVERY_RELEASE,
  references: [sample("phoneprov.conf")],
  cwe: 538,
  check(posture, report) {
    for (const system of posture.asterisk) {
      if (isLocal(serviceReach(posture, system, "http"))) continue;
      for (const profile of allSections(system, "phoneprov.conf")) {
        for (const line of profile.variables.filter(({ name, value }) => /^static_file$/i.test(name) && /^\s*\/|(?:^|\/)\.\.\//.test(value))) {
          report(factOf(line), { subject: pathOf(profile.at, profile.name), message: `the web server gives ${line.value.split(",")[0] ?? ""} to whoever asks` });
        }
      }
    }
  },
});
