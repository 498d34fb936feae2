import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { hasSince } from "./releases.js";
import { allSections, isTrue, linesOf, pathOf, release, settingOf } from "./settings.js";
import { isKnown } from "../../posture/index.js";

const FIRST = "18.26.2 20.14.1 21.9.1 22.4.1 23";

export const cliShellNotForbidden = defineRule({
  id: "cli-shell-not-forbidden",
  title: "Permissions of the command line do not keep from the shell",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`!\` in the remote console starts a shell of whoever runs the console, and cli_permissions.conf has no say in that: a \`deny\` of it is passed over
(CVE-2025-47780). Somebody who was given a few commands has all, and where the console runs by sudo, as root.`,
  degrees: "Medium where cli_permissions.conf restricts somebody.",
  fix: "Write `disable_remote_console_shell = yes` into [options] of asterisk.conf; update where the release does not know it.",
  before: { "cli_permissions.conf": "[general]\ndefault_perm=deny\n[@staff]\npermit=core show channels\n", "asterisk.conf": "[options]\nrunuser=asterisk\n" },
  after: { "cli_permissions.conf": "[general]\ndefault_perm=deny\n[@staff]\npermit=core show channels\n", "asterisk.conf": "[options]\nrunuser=asterisk\ndisable_remote_console_shell=yes\n" },
  versions: "All versions; the switch came with 18.26.2, 20.14.1, 21.9.1, 22.4.1 and 23.",
  references: ["https://github.com/asterisk/asterisk/security/advisories/GHSA-c7p6-7mvq-8jq2", sample("cli_permissions.conf")],
  cwe: 78,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const sections = allSections(system, "cli_permissions.conf");
      const shell = sections.flatMap((section) => linesOf(section, "deny")).find(({ value }) => value.trim().startsWith("!"));
      const restricting = shell ?? sections.flatMap((section) => [...linesOf(section, "deny"), ...linesOf(section, "default_perm").filter(({ value }) => /^deny$/i.test(value))])[0];
      const off = settingOf(system, "asterisk.conf", "options", "disable_remote_console_shell", "no");
      if (restricting === undefined || (off !== undefined && isKnown(off) && isTrue(off.value) && hasSince(system, FIRST))) continue;
      const why = hasSince(system, FIRST) ? "disable_remote_console_shell is not switched on" : `${release(system)} does not know disable_remote_console_shell`;
      report(restricting.at, { subject: pathOf(restricting.at, "cli_permissions"), note: restricting.name, confidence: off === undefined ? "medium" : "high", message: `nobody is kept from the shell of the remote console by this: ${why}` });
    }
  },
});
