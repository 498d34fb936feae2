import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipOverloadUnchecked = defineRule({
  id: "pjsip-overload-unchecked",
  title: "A flood is taken in until memory ends",
  severity: "medium",
  needs: ["asterisk"],
  why: `When its queues fill up Asterisk turns new SIP requests away, unless \`taskprocessor_overload_trigger=none\` says not to. A flood of
requests then takes the whole PBX down in place of a part of the calls.`,
  degrees: "Medium for none, low for pjsip_only.",
  fix: "Take the line out, or write `global`.",
  before: { "pjsip.conf": "[global]\ntype=global\ntaskprocessor_overload_trigger=none\n" },
  after: { "pjsip.conf": "[global]\ntype=global\ntaskprocessor_overload_trigger=global\n" },
  versions: "Asterisk from 16.3 on.",
  references: [RES_PJSIP],
  cwe: 400,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const [value, severity] of [["none", "medium"], ["pjsip_only", "low"]] as const) {
        const off = objectsOf(sip, "global").filter((global) => valueIn(sip, global, "taskprocessor_overload_trigger") === value);
        blameEach(report, causesOf(sip, off, "taskprocessor_overload_trigger"), "global", () => ({ severity, message: value === "none" ? "requests are taken in whatever the load is" : "requests are taken in until the queues of SIP alone are full" }));
      }
    }
  },
});
