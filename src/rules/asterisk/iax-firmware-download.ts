import { defineRule } from "../rule.js";
import { usesIax } from "./accounts.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isTrue, rewrite, settingsOf } from "./settings.js";

export const iaxFirmwareDownload = defineRule({
  id: "iax-firmware-download",
  title: "Firmware is given to whoever asks by IAX",
  severity: "low",
  needs: ["asterisk"],
  why: `\`allowfwdownload\` answers requests for firmware of a device that is not sold since 2010: an answer that is larger than the question, to an address that the
sender chose.`,
  degrees: "Low.",
  fix: "Remove the line.",
  before: { "iax.conf": "[general]\nallowfwdownload=yes\n" },
  after: { "iax.conf": "[general]\nallowfwdownload=no\n" },
  versions: EVERY_RELEASE,
  references: [sample("iax.conf")],
  cwe: 406,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "iax.conf", "general", "allowfwdownload", "no")) {
      if (isTrue(fact.value) && usesIax(system)) report(fact, { subject, message: "firmware is given to whoever asks", ...rewrite(fact, "no") });
    }
  },
});
