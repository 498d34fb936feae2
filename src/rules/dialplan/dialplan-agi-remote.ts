import { defineRule } from "../rule.js";
import { subjectOf, surenessOf, usesOf } from "./accuse.js";
import { textOf } from "./given.js";

export const dialplanAgiRemote = defineRule({
  id: "dialplan-agi-remote",
  title: "A call is steered by a host in clear text",
  severity: "medium",
  needs: ["asterisk"],
  why: `FastAGI and AudioSocket speak in clear, and neither side proves who it is. Whoever is on the way, or answers in the other's
place, commands the call: AGI may run any application, System() among them.`,
  degrees: "Medium to another host; the loopback is not accused.",
  fix: "Speak to a program on the same host (`agi://127.0.0.1/…`) or through a tunnel.",
  before: { "extensions.conf": "[phones]\nexten => _XXX,1,AGI(agi://198.51.100.20/route)\n" },
  after: { "extensions.conf": "[phones]\nexten => _XXX,1,AGI(agi://127.0.0.1/route)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Gateway-Interface-AGI/"],
  cwe: 319,
  check({ asterisk }, report) {
    for (const use of usesOf(asterisk, "agi", "eagi", "audiosocket")) {
      const where = textOf(use, use.application === "audiosocket" ? 1 : 0);
      const host = /^(?:h?agi:\/\/)?([^/:]+)/.exec(where ?? "")?.[1] ?? "";
      if (where === null || (use.application !== "audiosocket" && !/^h?agi:\/\//.test(where)) || /^(?:localhost|127\.[\d.]+)$/i.test(host) || where.includes("[::1]")) continue;
      report(use.at, {
        subject: subjectOf(use.step.at, use.context),
        severity: "medium",
        confidence: surenessOf(use.callers, use.arrival),
        message: `${use.step.application} lets ${host} steer the call, in clear text and without a proof of who it is`,
        note: use.step.application,
        related: [],
      });
    }
  },
});
