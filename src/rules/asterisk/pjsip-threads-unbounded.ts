import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { linesIn, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipThreadsUnbounded = defineRule({
  id: "pjsip-threads-unbounded",
  title: "A flood may start threads without end",
  severity: "low",
  needs: ["asterisk"],
  why: `A maximum of 0 stands for none: under a flood Asterisk starts thread after thread until the machine has no more.`,
  degrees: "Low.",
  fix: "Write a maximum, such as the default of 50.",
  before: { "pjsip.conf": "[system]\ntype=system\nthreadpool_max_size=0\n" },
  after: { "pjsip.conf": "[system]\ntype=system\nthreadpool_max_size=50\n" },
  versions: "Asterisk with chan_pjsip; taskpool_max_size from 20.18, 22.8 and 23.2 on.",
  references: [RES_PJSIP],
  cwe: 770,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const name of ["threadpool_max_size", "taskpool_max_size"]) {
        const endless = objectsOf(sip, "system").filter((system) => linesIn(system, name).length > 0 && Number(valueIn(sip, system, name)) === 0);
        blameEach(report, causesOf(sip, endless, name), "system", () => ({ message: `${name} is 0, which is no limit at all` }));
      }
    }
  },
});
