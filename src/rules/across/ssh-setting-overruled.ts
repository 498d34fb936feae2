import { defineRule } from "../rule.js";

export const sshSettingOverruled = defineRule({
  id: "ssh-setting-overruled",
  title: "A line of sshd_config comes too late",
  severity: "medium",
  needs: ["sshd"],
  why: `OpenSSH takes the first value it reads. A later line, such as one in the main file after an included one, changes
nothing: whoever wrote \`no\` there believes passwords or root shut out.`,
  degrees: "Medium.",
  fix: "Change the first one; files in sshd_config.d are usually read before the rest.",
  before: { "sshd_config": "PasswordAuthentication yes\nUsePAM yes\nPasswordAuthentication no\n" },
  after: { "sshd_config": "PasswordAuthentication no\nUsePAM yes\n" },
  versions: "OpenSSH.",
  references: ["https://man.openbsd.org/sshd_config"],
  cwe: 693,
  check({ sshd }, report) {
    for (const { path, settings } of sshd) {
      for (const keyword of GUARDED) {
        const [first, ...later] = settings.get(keyword) ?? [];
        const other = later.find(({ value }) => first !== undefined && strictness(value) > strictness(first.value));
        if (first !== undefined && other !== undefined) report(other.at, { subject: path, related: [{ span: first.at, note: "read first, so this counts" }], note: "not in effect", message: `changes nothing: ${keyword} is ${first.value} already, and the first value counts` });
      }
    }
  },
});

/** Keywords by which people shut a way in. */
const GUARDED = ["passwordauthentication", "permitrootlogin", "kbdinteractiveauthentication", "challengeresponseauthentication", "permitemptypasswords", "x11forwarding", "allowtcpforwarding"];

function strictness(value: string): number {
  return { "no": 3, "forced-commands-only": 2, "prohibit-password": 1, "without-password": 1 }[value.toLowerCase()] ?? 0;
}
