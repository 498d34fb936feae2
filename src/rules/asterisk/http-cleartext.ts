import { listed } from "../phrase.js";
import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { lessened, surenessOf } from "./peers.js";
import { clearReach, isLocal, type ServiceName } from "./services.js";
import { pathOf, settingOf } from "./settings.js";

const PASSWORDS: Readonly<Record<string, string>> = { ari: "of ARI", "ami-web": "of the manager", metrics: "of metrics" };

export const httpCleartext = defineRule({
  id: "http-cleartext",
  title: "Passwords travel to the web server in clear",
  severity: "medium",
  needs: ["asterisk"],
  why: `ARI and metrics take a password with every request, the manager over HTTP in its address. On the clear port whoever sits on the way reads it once and
uses it forever. Switching TLS on opens a second port and leaves this one as it is.`,
  degrees: "Medium where anybody may sit on the way, low from known networks, not told on the host itself, nor for a server that takes no password.",
  fix: "Bind the clear port to 127.0.0.1, and let others come in by `tlsenable=yes` and `tlsbindaddr`, or by a reverse proxy.",
  before: { "http.conf": "[general]\nenabled=yes\nbindaddr=192.0.2.10\n", "ari.conf": "[general]\n[app]\ntype=user\npassword=documentation-only\n" },
  after: { "http.conf": "[general]\nenabled=yes\nbindaddr=127.0.0.1\ntlsenable=yes\ntlsbindaddr=192.0.2.10:8089\n", "ari.conf": "[general]\n[app]\ntype=user\npassword=documentation-only\n" },
  versions: EVERY_RELEASE,
  references: [sample("http.conf"), "https://docs.asterisk.org/Configuration/Core-Configuration/Asterisk-Builtin-mini-HTTP-Server/"],
  cwe: 319,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const reach = clearReach(posture, system, "http");
      const bind = settingOf(system, "http.conf", "general", "bindaddr", "");
      const names = (["ari", "ami-web", "metrics"] as const satisfies readonly ServiceName[]).filter((name) => clearReach(posture, system, name) !== null);
      if (reach === null || isLocal(reach) || bind === undefined || names.length === 0) continue;
      report(bind, { subject: pathOf(bind.at, "general"), severity: lessened("medium", reach), confidence: surenessOf(reach), message: `passwords ${listed(names.map((name) => PASSWORDS[name] ?? ""))} travel to the web server in clear` });
    }
  },
});
