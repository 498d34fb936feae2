import { defineRule } from "../rule.js";
import { subjectOf, surenessOf, usesOf } from "./accuse.js";
import { textOf } from "./given.js";

export const dialplanAgiWritableScript = defineRule({
  id: "dialplan-agi-writable-script",
  title: "A script is run from a folder that others can write to",
  severity: "medium",
  needs: ["asterisk"],
  why: `AGI runs the file that stands there when the call comes. In /tmp, /var/tmp, /dev/shm or somebody's home, others than root put it
there, and it runs as the user of Asterisk.`,
  degrees: "Medium.",
  fix: "Keep scripts in Asterisk's agi-bin, owned by root.",
  before: { "extensions.conf": "[phones]\nexten => 9,1,AGI(/tmp/route.agi)\n" },
  after: { "extensions.conf": "[phones]\nexten => 9,1,AGI(route.agi)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Gateway-Interface-AGI/"],
  cwe: 732,
  check({ asterisk }, report) {
    for (const use of usesOf(asterisk, "agi", "eagi")) {
      const path = textOf(use, 0);
      if (path === null || !/^\/(?:tmp|var\/tmp|dev\/shm|home)\//.test(path)) continue;
      report(use.at, {
        subject: subjectOf(use.step.at, use.context),
        severity: "medium",
        confidence: surenessOf(use.callers, use.arrival),
        message: `${path} is run for a call, and others than root can write there`,
        note: use.step.application,
        related: [],
      });
    }
  },
});
