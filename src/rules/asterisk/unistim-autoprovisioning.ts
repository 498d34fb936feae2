import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isModuleOff } from "./modules.js";
import { lessened, surenessOf } from "./peers.js";
import { isFalse, settingsOf } from "./settings.js";
import { udpReach } from "./services.js";

export const unistimAutoprovisioning = defineRule({
  id: "unistim-autoprovisioning",
  title: "Any UNISTIM telephone becomes an extension",
  severity: "high",
  needs: ["asterisk"],
  why: `With \`autoprovisioning\` a telephone that nobody configured gets an extension by saying hello to UDP port 5000, without a password. So does a program that says it is
one.`,
  degrees: "High; medium where the packet filter keeps the world from the port.",
  fix: "Write `autoprovisioning=no`, the default, and a section for each telephone.",
  before: { "unistim.conf": "[general]\nport=5000\nautoprovisioning=yes\n" },
  after: { "unistim.conf": "[general]\nport=5000\nautoprovisioning=no\n" },
  versions: EVERY_RELEASE,
  references: [sample("unistim.conf")],
  cwe: 306,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "unistim.conf", "general", "autoprovisioning", "no")) {
      const [port] = settingsOf([system], "unistim.conf", "general", "port", "5000");
      const reach = udpReach(posture, system, Number.parseInt(port?.fact.value ?? "5000", 10) || 5000);
      if (!isFalse(fact.value) && !isModuleOff(system, "chan_unistim")) report(fact, { subject, severity: lessened("high", reach), confidence: surenessOf(reach), message: "any telephone, or what says it is one, becomes an extension without a password" });
    }
  },
});
