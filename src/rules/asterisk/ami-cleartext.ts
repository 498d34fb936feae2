import { defineRule } from "../rule.js";
import { AMI_PAGE, EVERY_RELEASE, sample } from "./pages.js";
import { lessened, surenessOf } from "./peers.js";
import { clearReach, isLocal } from "./services.js";
import { pathOf, settingOf } from "./settings.js";

export const amiCleartext = defineRule({
  id: "ami-cleartext",
  title: "The manager interface is spoken in clear",
  severity: "medium",
  needs: ["asterisk"],
  why: `Login sends the secret as it is, and events tell who calls whom and what is keyed in. Whoever sits between the program and Asterisk reads all of it
and logs in the next minute. TLS does not replace the clear port: that one goes on listening where \`bindaddr\` says.`,
  degrees: "Medium where anybody may sit on the way, low from known networks, not told on the host itself.",
  fix: "Bind the clear port to 127.0.0.1, and let others come in by `tlsenable=yes` with a certificate, or by a tunnel.",
  before: { "manager.conf": "[general]\nenabled=yes\nbindaddr=192.0.2.10\n" },
  after: { "manager.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\ntlsenable=yes\ntlsbindaddr=192.0.2.10:5039\ntlscertfile=/etc/asterisk/keys/pbx.pem\n" },
  versions: EVERY_RELEASE,
  references: [AMI_PAGE, sample("manager.conf")],
  cwe: 319,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const reach = clearReach(posture, system, "ami");
      const bind = settingOf(system, "manager.conf", "general", "bindaddr", "[::]");
      if (reach === null || isLocal(reach) || bind === undefined) continue;
      report(bind, { subject: pathOf(bind.at, "general"), severity: lessened("medium", reach), confidence: surenessOf(reach), message: "programs on other hosts log in to the manager interface in clear" });
    }
  },
});
