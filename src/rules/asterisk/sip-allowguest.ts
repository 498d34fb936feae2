import { defineRule } from "../rule.js";
import { usesChanSip } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { settingsOf } from "./settings.js";
import { lessened, surenessOf } from "./peers.js";
import { reachOfSip } from "./sip-reach.js";
import { isFalse } from "./settings.js";

export const sipAllowguest = defineRule({
  id: "sip-allowguest",
  title: "chan_sip takes calls of strangers",
  severity: "high",
  needs: ["asterisk"],
  why: `A call that fits no peer runs in the context of [general] as a guest's, and that is so by default: scanners ring through the extensions of that context, and
where it leads outside they call at the owner's cost.`,
  degrees: "High where the world reaches the port or nobody can tell, medium from known networks. What the context leads to is told by rules on the dialplan.",
  fix: "Write `allowguest=no`; a trunk that needs it gets a peer of its own.",
  before: { "sip.conf": "[general]\ncontext=public\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\ncontext=public\nallowguest=no\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 306,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "sip.conf", "general", "allowguest", "yes")) {
      const reach = reachOfSip(posture, system);
      if (isFalse(fact.value) || !usesChanSip(system)) continue;
      const [context] = settingsOf([system], "sip.conf", "general", "context", "default");
      report(fact, { subject, severity: lessened("high", reach), confidence: surenessOf(reach), message: `calls of strangers run in context \`${context?.fact.value ?? "default"}\`${fact.kind === "default" ? ": allowguest is on by default" : ""}` });
    }
  },
});
