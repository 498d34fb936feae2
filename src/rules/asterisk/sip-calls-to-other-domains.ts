import { defineRule } from "../rule.js";
import { usesChanSip } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { isFalse, linesOf, pathOf, sectionsOf, settingsOf } from "./settings.js";

export const sipCallsToOtherDomains = defineRule({
  id: "sip-calls-to-other-domains",
  title: "Calls for domains of others are taken",
  severity: "low",
  needs: ["asterisk"],
  why: `Whoever wrote \`domain\` means Asterisk to answer for those names alone. Requests for any other host are taken as well unless \`allowexternaldomains=no\` says
otherwise, and a REFER sends calls there.`,
  degrees: "Low.",
  fix: "Write `allowexternaldomains=no`.",
  before: { "sip.conf": "[general]\nallowguest=no\ndomain=pbx.example.com\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\ndomain=pbx.example.com\nallowexternaldomains=no\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 441,
  check({ asterisk }, report) {
    for (const { system, fact } of settingsOf(asterisk, "sip.conf", "general", "allowexternaldomains", "yes")) {
      const domain = sectionsOf(system, "sip.conf", "general").flatMap((section) => linesOf(section, "domain"))[0];
      if (domain !== undefined && !isFalse(fact.value) && usesChanSip(system)) report(fact.kind === "default" ? domain.at : fact, { subject: pathOf(fact.at, "general"), note: "domain", message: "requests for domains of others are taken besides those that are named" });
    }
  },
});
