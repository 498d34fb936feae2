import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { outsiders } from "./peers.js";
import { EVERY_PJSIP, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipPickupByOutsiders = defineRule({
  id: "pjsip-pickup-by-outsiders",
  title: "Outsiders may take calls that ring elsewhere",
  severity: "low",
  needs: ["asterisk"],
  why: `A pickup group in the endpoint of a trunk or of strangers lets a caller from outside answer whatever rings in that group, if the
context has a pickup code.`,
  degrees: "Low.",
  fix: "Take pickup groups out of endpoints of trunks and strangers.",
  before: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=in\npickup_group=1\n" },
  after: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=in\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 862,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const name of ["pickup_group", "named_pickup_group"]) {
        const open = outsiders(sip).filter((endpoint) => valueIn(sip, endpoint, name) !== "");
        blameEach(report, causesOf(sip, open, name), "endpoint", (whose) => ({ message: `${whose} may take calls that ring within` }));
      }
    }
  },
});
