import { isKnown } from "../../posture/index.js";
import { defineRule } from "../rule.js";

export const sshRootPassword = defineRule({
  id: "ssh-root-password",
  title: "Root may log in with a password",
  severity: "medium",
  needs: ["sshd"],
  why: `\`PermitRootLogin yes\` lets the one account that every attacker knows log in with a password.`,
  degrees: "High where the world is let in; else medium.",
  fix: "Write `PermitRootLogin prohibit-password`, or `no`.",
  before: { "sshd_config": "PermitRootLogin yes\n" },
  after: { "sshd_config": "PermitRootLogin prohibit-password\n" },
  versions: "OpenSSH.",
  references: ["https://man.openbsd.org/sshd_config"],
  cwe: 250,
  check({ sshd, management }, report) {
    for (const system of sshd) {
      const [line] = system.settings.get("permitrootlogin") ?? [];
      const passwords = system.settings.get("passwordauthentication")?.[0]?.value.toLowerCase() !== "no" || system.settings.get("kbdinteractiveauthentication")?.[0]?.value.toLowerCase() === "yes";
      if (line === undefined || line.value.toLowerCase() !== "yes" || !passwords) continue;
      const world = management?.some(({ service, path, audience }) => service === "ssh" && path === system.path && isKnown(audience) && audience.value.world) ?? false;
      report(line.at, { subject: system.path, severity: world ? "high" : "medium", note: "PermitRootLogin", message: `root may log in with a password${world ? ", from anywhere" : ""}` });
    }
  },
});
