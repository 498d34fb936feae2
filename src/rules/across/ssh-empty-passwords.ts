import { defineRule } from "../rule.js";

export const sshEmptyPasswords = defineRule({
  id: "ssh-empty-passwords",
  title: "Accounts without a password may log in",
  severity: "critical",
  needs: ["sshd"],
  why: `\`PermitEmptyPasswords yes\` lets in whoever names an account that has no password. Images of appliances have such
accounts.`,
  degrees: "Critical.",
  fix: "Remove the line.",
  before: { "sshd_config": "PermitEmptyPasswords yes\n" },
  after: { "sshd_config": "PermitEmptyPasswords no\n" },
  versions: "OpenSSH.",
  references: ["https://man.openbsd.org/sshd_config"],
  cwe: 258,
  check({ sshd }, report) {
    for (const { path, settings, matches } of sshd) {
      const lines = [settings.get("permitemptypasswords")?.[0], ...matches.map((block) => block.settings.get("permitemptypasswords")?.[0])];
      for (const line of lines) if (line?.value.toLowerCase() === "yes") report(line.at, { subject: path, note: "PermitEmptyPasswords", message: "lets in accounts that have no password" });
    }
  },
});
