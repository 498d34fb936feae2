import { defineRule } from "../rule.js";
import { usesChanSip } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { isFalse, settingsOf } from "./settings.js";
import { lessened, surenessOf } from "./peers.js";
import { reachOfSip } from "./sip-reach.js";

export const sipAutocreatepeer = defineRule({
  id: "sip-autocreatepeer",
  title: "Whoever registers becomes an account",
  severity: "critical",
  needs: ["asterisk"],
  why: `\`autocreatepeer\` makes a peer of any name that registers, without a password, with the rights of [general]. It calls as one of the house, and takes the calls
for the name it chose.`,
  degrees: "Critical; one step less where only known networks reach the port.",
  fix: "Remove the line, and write each account.",
  before: { "sip.conf": "[general]\nautocreatepeer=yes\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nautocreatepeer=no\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 306,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "sip.conf", "general", "autocreatepeer", "no")) {
      const reach = reachOfSip(posture, system);
      if (!isFalse(fact.value) && usesChanSip(system)) report(fact, { subject, severity: lessened("critical", reach), confidence: surenessOf(reach), message: "whoever registers becomes an account, without a password" });
    }
  },
});
