import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, isOn, optionOf } from "./accounts.js";
import { ARI_PAGE, EVERY_RELEASE } from "./pages.js";
import { isLocal, serviceReach } from "./services.js";

export const ariUserMayWrite = defineRule({
  id: "ari-user-may-write",
  title: "An ARI user may command calls and modules",
  severity: "low",
  needs: ["asterisk"],
  why: `A user without \`read_only=yes\` answers, records and places calls, sets variables, loads modules and writes configuration. For a wallboard or a
monitor that is too much: its password lies on many machines.`,
  degrees: "Low where others than the host itself get to the web server, else info: applications that command calls need it.",
  fix: "Write `read_only=yes` for users that only watch.",
  before: { "ari.conf": "[general]\n[board]\ntype=user\npassword=documentation-only\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  after: { "ari.conf": "[general]\n[board]\ntype=user\npassword=documentation-only\nread_only=yes\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  versions: EVERY_RELEASE,
  references: [ARI_PAGE],
  cwe: 250,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const reach = serviceReach(posture, system, "ari");
      if (reach === null) continue;
      const users = accountsOf(system, "ari").filter((user) => !isOn(user, "read_only"));
      blameEach(report, causesOf(users, (user) => optionOf(user, "read_only")), "ARI user", (whose) => ({ severity: isLocal(reach) ? "info" : "low", message: `${whose} may command calls, modules and configuration` }));
    }
  },
});
