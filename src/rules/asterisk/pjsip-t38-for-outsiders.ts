import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { outsiders } from "./peers.js";
import { EVERY_PJSIP, isOn, sipsOf } from "./sip.js";

export const pjsipT38ForOutsiders = defineRule({
  id: "pjsip-t38-for-outsiders",
  title: "Strangers may switch a call to fax",
  severity: "low",
  needs: ["asterisk"],
  why: `T.38 in the middle of a call was the way to several crashes of Asterisk by whoever was on the line. Few trunks need it.`,
  degrees: "Low: the known flaws are mended in current releases.",
  fix: "Take `t38_udptl` out where no fax machine is behind the trunk.",
  before: { "pjsip.conf": "[c]\ntype=endpoint\nidentify_by=ip\nt38_udptl=yes\n[c]\ntype=identify\nendpoint=c\nmatch=198.51.100.10\n" },
  after: { "pjsip.conf": "[c]\ntype=endpoint\nidentify_by=ip\n[c]\ntype=identify\nendpoint=c\nmatch=198.51.100.10\n" },
  versions: EVERY_PJSIP,
  references: ["https://downloads.asterisk.org/pub/security/AST-2021-006.html", "https://downloads.asterisk.org/pub/security/AST-2021-002.html"],
  cwe: 1104,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const fax = outsiders(sip).filter((endpoint) => isOn(sip, endpoint, "t38_udptl"));
      blameEach(report, causesOf(sip, fax, "t38_udptl"), "endpoint", (whose) => ({ message: `whoever calls by ${whose} may switch the call to T.38` }));
    }
  },
});
