import { defineRule } from "../rule.js";

export const sshMatchTakesPasswords = defineRule({
  id: "ssh-match-takes-passwords",
  title: "Some connections may use passwords after all",
  severity: "medium",
  needs: ["sshd"],
  why: `Passwords are refused in general, and a Match block takes them again. For whoever fits its condition, the guessing
goes on.`,
  degrees: "Medium; low where the condition names an address.",
  fix: "Remove the line from the block, or narrow the block to an address.",
  before: { "sshd_config": "PasswordAuthentication no\nMatch User vendor\n  PasswordAuthentication yes\n" },
  after: { "sshd_config": "PasswordAuthentication no\nMatch User vendor\n  X11Forwarding no\n" },
  versions: "OpenSSH.",
  references: ["https://man.openbsd.org/sshd_config"],
  cwe: 307,
  check({ sshd }, report) {
    for (const { path, settings, matches } of sshd) {
      if (settings.get("passwordauthentication")?.[0]?.value.toLowerCase() !== "no") continue;
      for (const block of matches) {
        const [line] = block.settings.get("passwordauthentication") ?? [];
        if (line?.value.toLowerCase() !== "yes") continue;
        report(line.at, { subject: path, severity: /\b(?:local)?address\b/i.test(block.condition) ? "low" : "medium", related: [{ span: block.at, note: "for these connections" }], note: "PasswordAuthentication", message: `takes passwords again for \`Match ${block.condition}\`` });
      }
    }
  },
});
