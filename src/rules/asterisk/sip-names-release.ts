import { defineRule } from "../rule.js";
import { usesChanSip } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { settingsOf } from "./settings.js";

export const sipNamesRelease = defineRule({
  id: "sip-names-release",
  title: "chan_sip tells its release",
  severity: "info",
  needs: ["asterisk"],
  why: `Every answer carries \`Asterisk PBX\` and the release, so that a scan finds those which a flaw fits, without trying it on the rest.`,
  degrees: "Info.",
  fix: "Write `useragent=PBX`.",
  before: { "sip.conf": "[general]\nallowguest=no\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\nuseragent=PBX\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 200,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "sip.conf", "general", "useragent", "Asterisk PBX and its release")) {
      if (fact.kind === "default" && usesChanSip(system)) report(fact, { subject, message: "every answer tells Asterisk's release" });
    }
  },
});
