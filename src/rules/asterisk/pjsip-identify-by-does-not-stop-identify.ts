import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, IDENTIFIER_IP, linesIn, namesIn, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipIdentifyByDoesNotStopIdentify = defineRule({
  id: "pjsip-identify-by-does-not-stop-identify",
  title: "Leaving ip out of identify_by does not switch identify sections off",
  severity: "low",
  needs: ["asterisk"],
  why: `\`identify_by\` decides only whether the endpoint's name in From counts. Identify sections that name the endpoint work all the same: who
took \`ip\` out to have a password asked, or the addresses forgotten, has changed nothing about them.`,
  degrees: "Low: the identify section says in the same file who gets in.",
  fix: "Take the identify section out, or write `ip` into `identify_by` for those who read the file.",
  before: { "pjsip.conf": "[a]\ntype=endpoint\nauth=a\nidentify_by=username\n[a]\ntype=identify\nendpoint=a\nmatch=198.51.100.10\n" },
  after: { "pjsip.conf": "[a]\ntype=endpoint\nauth=a\nidentify_by=username,ip\n[a]\ntype=identify\nendpoint=a\nmatch=198.51.100.10\n" },
  versions: EVERY_PJSIP,
  references: [IDENTIFIER_IP, RES_PJSIP],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const wrong = objectsOf(sip, "endpoint").filter((endpoint) => linesIn(endpoint, "identify_by").length > 0 && !namesIn(sip, endpoint, "identify_by").includes("ip") && (sip.identifies.get(endpoint.id) ?? []).some((identify) => linesIn(identify, "match").length > 0));
      blameEach(report, causesOf(sip, wrong, "identify_by"), "endpoint", (whose) => ({ message: `the addresses of its identify section are still taken for ${whose}: identify_by does not decide about them` }));
    }
  },
});
