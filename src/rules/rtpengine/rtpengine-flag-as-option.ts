import { subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

/** Flags of the ng protocol that protect a call (docs/ng_control_protocol.md). */
const FLAGS: ReadonlySet<string> = new Set(["strict-source", "recrypt"]);

export const rtpengineFlagAsOption = defineRule({
  id: "rtpengine-flag-as-option",
  title: "A flag of calls stands in rtpengine.conf, where nobody reads it",
  severity: "medium",
  needs: ["rtpengine"],
  why: "strict-source, recrypt and their kin belong to each call: the proxy gives them to rtpengine_manage(). As a key of the file rtpengine never asks for them, and says nothing; whoever wrote it believes that calls are protected.",
  degrees: "Medium: the protection that is written is not there.",
  fix: `Give it with each call, \`rtpengine_manage("strict-source …")\`, or put it under the section that \`templates\` names.`,
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nstrict-source = true\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 1188,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      for (const { name, at } of system.section.settings.values()) {
        const flag = name.toLowerCase().replaceAll("_", "-");
        if (!FLAGS.has(flag)) continue;
        report(at, { subject: subjectOf(system, name), note: name, message: `${name} is a flag of calls and no key of this file: rtpengine never asks for it, and calls go on without` });
      }
    }
  },
});
