import { defineRule } from "../rule.js";
import { whoseOf } from "./causes.js";
import { isModuleOff } from "./modules.js";
import { isAnonymous } from "./peers.js";
import { EVERY_PJSIP, namesIn, objectsOf, optionIn, pathIn, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipIdentifierOrderAnonymous = defineRule({
  id: "pjsip-identifier-order-anonymous",
  title: "Taking a way of identifying out of the order does not switch it off",
  severity: "low",
  needs: ["asterisk"],
  why: `\`endpoint_identifier_order\` says in which order callers are looked up; ways that are not named run all the same, after the others.
Somebody who took \`anonymous\` out to keep strangers away has not: calls still arrive at the anonymous endpoint.`,
  degrees: "Low by itself: pjsip-anonymous-endpoint tells how open the endpoint is.",
  fix: "Delete the anonymous endpoint, or write `noload=res_pjsip_endpoint_identifier_anonymous.so` in modules.conf.",
  before: { "pjsip.conf": "[global]\ntype=global\nendpoint_identifier_order=ip,username\n[anonymous]\ntype=endpoint\n" },
  after: { "pjsip.conf": "[global]\ntype=global\nendpoint_identifier_order=ip,username\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const anonymous = objectsOf(sip, "endpoint").filter(isAnonymous);
      const [global] = objectsOf(sip, "global");
      if (global === undefined || anonymous.length === 0 || isModuleOff(sip.system, "res_pjsip_endpoint_identifier_anonymous")) continue;
      const order = optionIn(sip, global, "endpoint_identifier_order");
      if (order.kind !== "set" || namesIn(sip, global, "endpoint_identifier_order").includes("anonymous")) continue;
      report(order, {
        subject: pathIn(global), message: `\`anonymous\` is left out of the order, and ${whoseOf(anonymous, "endpoint")} still takes whoever nothing else fits: what is not named runs last`,
        related: anonymous.slice(0, 3).map(({ at }) => ({ span: at, note: "still in use" })),
      });
    }
  },
});
