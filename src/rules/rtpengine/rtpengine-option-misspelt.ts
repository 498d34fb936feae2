import { subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

export const rtpengineOptionMisspelt = defineRule({
  id: "rtpengine-option-misspelt",
  title: "A key of rtpengine.conf is misspelt, and counts for nothing",
  severity: "low",
  needs: ["rtpengine"],
  why: "rtpengine asks the file for the keys it knows. One with an underscore or a capital letter in it is none of them; nobody says so, and the default holds.",
  degrees: "Medium where the default is the open one: a limit, a way of learning addresses; else low.",
  fix: `Write it with hyphens and in small letters, as in \`rtpengine --help\`.`,
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nmax_cpu = 90\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\nmax-sessions = 2000\nmax-cpu = 90\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 1188,
  check({ rtpengine }, report) {
    for (const system of rtpengine) {
      for (const { name, option, at } of system.section.settings.values()) {
        if (option === null || option === name) continue;
        report(at, { subject: subjectOf(system, name), severity: /^(?:max-|endpoint-)/.test(option) ? "medium" : "low", note: name, message: `${name} is no key of rtpengine and counts for nothing; ${option} is meant` });
      }
    }
  },
});
