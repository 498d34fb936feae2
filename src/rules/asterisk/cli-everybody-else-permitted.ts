import { isKnown } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { allSections, linesOf, pathOf, settingOf } from "./settings.js";

export const cliEverybodyElsePermitted = defineRule({
  id: "cli-everybody-else-permitted",
  title: "Whoever is not named may give every command",
  severity: "low",
  needs: ["asterisk"],
  why: `cli_permissions.conf names users and what they may do, and \`default_perm\` what all others may: everything, unless it is written. The list restricts those
whom it names and nobody else.`,
  degrees: "Low: a user needs the control socket first.",
  fix: "Write `default_perm = deny`, and name the administrators with `permit = all`.",
  before: { "cli_permissions.conf": "[general]\n[@staff]\ndeny=all\npermit=core show channels\n" },
  after: { "cli_permissions.conf": "[general]\ndefault_perm=deny\n[@staff]\npermit=core show channels\n" },
  versions: EVERY_RELEASE,
  references: [sample("cli_permissions.conf")],
  cwe: 862,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const named = allSections(system, "cli_permissions.conf").filter((section) => section.name.toLowerCase() !== "general" && linesOf(section, "permit", "deny").length > 0);
      const standard = settingOf(system, "cli_permissions.conf", "general", "default_perm", "permit");
      const [first] = named;
      if (first === undefined || standard === undefined || !isKnown(standard) || !/^permit$/i.test(standard.value)) continue;
      report(standard, { subject: pathOf(standard.at, "general"), message: `whoever is not named may give every command, unlike \`${first.name}\``, related: [{ span: first.at, note: "restricted here" }] });
    }
  },
});
