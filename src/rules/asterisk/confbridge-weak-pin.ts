import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { pinWeakness } from "./pins.js";
import { allSections, factOf, isTrue, linesOf, pathOf } from "./settings.js";

export const confbridgeWeakPin = defineRule({
  id: "confbridge-weak-pin",
  title: "A conference's PIN is guessed",
  severity: "medium",
  needs: ["asterisk"],
  why: `Whoever guesses the PIN of a profile listens to the conference, unnoticed where it is quiet; with an administrator's profile he locks it and throws others out.`,
  degrees: "Medium for PINs of the first guesses, and for those of administrators; low for four or five digits.",
  fix: "Write a random `pin` of six digits or more, or set one for each conference in the dialplan.",
  before: { "confbridge.conf": "[chair]\ntype=user\nadmin=yes\npin=1234\n" },
  after: { "confbridge.conf": "[chair]\ntype=user\nadmin=yes\npin=839174\n" },
  versions: EVERY_RELEASE,
  references: [sample("confbridge.conf")],
  cwe: 521,
  check({ asterisk }, report) {
    for (const section of asterisk.flatMap((system) => allSections(system, "confbridge.conf"))) {
      const pin = linesOf(section, "pin").at(-1);
      const weakness = pin === undefined || pin.value === "" ? null : pinWeakness(pin.value.trim(), section.name);
      if (pin === undefined || weakness === null || linesOf(section, "type").at(-1)?.value.toLowerCase() !== "user") continue;
      const admin = isTrue(linesOf(section, "admin").at(-1)?.value ?? "");
      report(factOf(pin), { subject: pathOf(section.at, section.name), severity: weakness.kind === "trivial" || admin ? "medium" : "low", message: `the PIN of ${admin ? "administrators" : "callers"} with profile \`${section.name}\` is guessed: ${weakness.because}` });
    }
  },
});
