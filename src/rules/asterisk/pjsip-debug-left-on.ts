import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { isFalse } from "./settings.js";
import { EVERY_PJSIP, isOn, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipDebugLeftOn = defineRule({
  id: "pjsip-debug-left-on",
  title: "All signalling is written to the log",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`debug\` in the global section logs every SIP message from the start on: digests, keys of encrypted media (SDES), numbers and names, in
files that go to backups and support tickets.`,
  degrees: "Medium.",
  fix: "Take `debug` out; `pjsip set logger on` does the same for the moment that needs it.",
  before: { "pjsip.conf": "[global]\ntype=global\ndebug=yes\n" },
  after: { "pjsip.conf": "[global]\ntype=global\ndebug=no\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://docs.asterisk.org/Deployment/Important-Security-Considerations/Log-Security/"],
  cwe: 532,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const on = objectsOf(sip, "global").filter((global) => !isFalse(valueIn(sip, global, "debug")));
      blameEach(report, causesOf(sip, on, "debug"), "global", (_, { members: [first] }) => ({ message: `SIP messages${isOn(sip, first, "debug") ? "" : " of one host"} are written to the log, digests and keys included` }));
    }
  },
});
