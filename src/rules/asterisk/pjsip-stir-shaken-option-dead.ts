import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { hasSince } from "./releases.js";
import { isTrue } from "./settings.js";
import { linesIn, objectsOf, sipsOf, valueIn } from "./sip.js";

export const pjsipStirShakenOptionDead = defineRule({
  id: "pjsip-stir-shaken-option-dead",
  title: "Caller numbers are not verified, whatever the file says",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`stir_shaken\` in an endpoint was replaced by \`stir_shaken_profile\` in 18.22, 20.7 and 21.2: later releases pass over it with a warning.
Signatures of callers are then neither checked nor made.`,
  degrees: "Medium: a control that somebody relies on is off.",
  fix: "Write `stir_shaken_profile` with a profile of stir_shaken.conf.",
  before: { "pjsip.conf": "[c]\ntype=endpoint\nidentify_by=ip\nstir_shaken=on\n" },
  after: { "pjsip.conf": "[c]\ntype=endpoint\nidentify_by=ip\nstir_shaken_profile=carrier\n" },
  versions: "Asterisk from 18.22, 20.7, 21.2 and 22 on.",
  references: ["https://docs.asterisk.org/Deployment/STIR-SHAKEN/"],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      if (!hasSince(sip.system, "18.22 20.7 21.2 22")) continue;
      const dead = objectsOf(sip, "endpoint").filter((endpoint) => linesIn(endpoint, "stir_shaken").some(({ value }) => isTrue(value) || /^(?:on|attest|verify)$/i.test(value)) && valueIn(sip, endpoint, "stir_shaken_profile") === "");
      blameEach(report, causesOf(sip, dead, "stir_shaken"), "endpoint", (whose) => ({ message: `\`stir_shaken\` does nothing in this release: numbers of ${whose} are not verified` }));
    }
  },
});
