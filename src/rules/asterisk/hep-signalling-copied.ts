import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isModuleOff } from "./modules.js";
import { isTrue, settingsOf } from "./settings.js";

export const hepSignallingCopied = defineRule({
  id: "hep-signalling-copied",
  title: "All signalling is copied to another host in clear",
  severity: "medium",
  needs: ["asterisk"],
  why: `HEP sends a copy of each SIP message, TLS or not, in UDP without encryption to the capture server: who calls whom, and the digests of passwords. It is on as soon as
the file is there, and forgotten once the fault was found.`,
  degrees: "Medium; not told for a server on the host itself.",
  fix: "Send it through a tunnel to 127.0.0.1, or write `enabled = no`.",
  before: { "hep.conf": "[general]\ncapture_address = 192.0.2.50:9061\n" },
  after: { "hep.conf": "[general]\nenabled = no\ncapture_address = 192.0.2.50:9061\n" },
  versions: EVERY_RELEASE,
  references: [sample("hep.conf")],
  cwe: 319,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "hep.conf", "general", "capture_address", "")) {
      const [enabled] = settingsOf([system], "hep.conf", "general", "enabled", "yes");
      if (fact.value === "" || /^(?:127\.|localhost\b|\[?::1\b)/i.test(fact.value) || enabled === undefined || !isTrue(enabled.fact.value)) continue;
      if (isModuleOff(system, "res_hep") || isModuleOff(system, "res_hep_pjsip")) continue;
      report(fact, { subject, message: `all SIP messages are copied in clear to ${fact.value}` });
    }
  },
});
