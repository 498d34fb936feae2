import { defineRule } from "../rule.js";
import { accountsOf } from "./accounts.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { settingsOf } from "./settings.js";

export const vmPinMayBeShort = defineRule({
  id: "vm-pin-may-be-short",
  title: "Owners of mailboxes may choose PINs of a few digits",
  severity: "low",
  needs: ["asterisk"],
  why: `Whatever was handed out, people change it to 1 or to their extension by telephone. \`minpassword\` is 0 by default, so that an empty one is taken as well.`,
  degrees: "Low.",
  fix: "Write `minpassword=6`; `externpasscheck` refuses numbers in a row.",
  before: { "voicemail.conf": "[general]\nformat=wav\n[default]\n100 => 839174,Alice\n" },
  after: { "voicemail.conf": "[general]\nformat=wav\nminpassword=6\n[default]\n100 => 839174,Alice\n" },
  versions: EVERY_RELEASE,
  references: [sample("voicemail.conf")],
  cwe: 521,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "voicemail.conf", "general", "minpassword", "0")) {
      const [check] = settingsOf([system], "voicemail.conf", "general", "externpasscheck", "");
      if (Number.parseInt(fact.value, 10) >= 4 || (check !== undefined && check.fact.value !== "") || accountsOf(system, "mailbox").length === 0) continue;
      report(fact, { subject, message: `a PIN of ${Number.parseInt(fact.value, 10) || 0} digits is taken from a mailbox's owner` });
    }
  },
});
