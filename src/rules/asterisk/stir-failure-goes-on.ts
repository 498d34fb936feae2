import type { AsteriskSystem } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { factOf, linesOf, optionOf, pathOf, sectionsOf } from "./settings.js";
import { isKnown } from "../../posture/index.js";

export const stirFailureGoesOn = defineRule({
  id: "stir-failure-goes-on",
  title: "A call whose signature is wrong goes on as any other",
  severity: "low",
  needs: ["asterisk"],
  why: `Verification only notes what it found: with \`failure_action=continue\`, the default, a forged caller number rings like a true one, unless the dialplan asks STIR_SHAKEN()
and acts on it, which it does not.`,
  degrees: "Low: a matter of policy.",
  fix: "Write `failure_action=reject_request`, or look at STIR_SHAKEN(0,verify_result) in the dialplan.",
  before: { "stir_shaken.conf": "[verification]\nglobal_disable=no\n", "extensions.conf": "[in]\nexten => _X.,1,Dial(PJSIP/101)\n" },
  after: { "stir_shaken.conf": "[verification]\nfailure_action=reject_request\n", "extensions.conf": "[in]\nexten => _X.,1,Dial(PJSIP/101)\n" },
  versions: "Asterisk 18.22, 20.7, 21.2 and later.",
  references: [sample("stir_shaken.conf")],
  cwe: 754,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const section of sectionsOf(system, "stir_shaken.conf", "verification")) {
        const action = optionOf(system, section, "failure_action", "continue");
        const off = linesOf(section, "global_disable").some(({ value }) => /^(?:yes|true|on|1)$/i.test(value));
        if (off || !isKnown(action) || !/^continue$/i.test(action.value) || system.dialplan === null || asks(system)) continue;
        const line = linesOf(section, "failure_action").at(-1);
        report(line === undefined ? action : factOf(line), { subject: pathOf(section.at, section.name), message: "a call whose signature is wrong goes on as any other" });
      }
    }
  },
});

function asks({ dialplan }: AsteriskSystem): boolean {
  return [...(dialplan?.contexts.values() ?? [])].some(({ steps }) => steps.some(({ data }) => data.includes("STIR_SHAKEN")));
}
