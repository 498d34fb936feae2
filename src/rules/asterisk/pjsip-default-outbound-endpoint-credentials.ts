import { defineRule } from "../rule.js";
import { EVERY_PJSIP, objectOf, objectsOf, optionIn, pathIn, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipDefaultOutboundEndpointCredentials = defineRule({
  id: "pjsip-default-outbound-endpoint-credentials",
  title: "Messages to anybody carry a trunk's credentials",
  severity: "low",
  needs: ["asterisk"],
  why: `Requests to a URI that belongs to no endpoint are sent as the default outbound endpoint. With \`outbound_auth\` it answers the challenge of
whichever host the URI names, with a digest to guess at.`,
  degrees: "Low: somebody must get Asterisk to send there.",
  fix: "Take `outbound_auth` out of the default outbound endpoint.",
  before: { "pjsip.conf": "[default_outbound_endpoint]\ntype=endpoint\nidentify_by=ip\noutbound_auth=c\n" },
  after: { "pjsip.conf": "[default_outbound_endpoint]\ntype=endpoint\nidentify_by=ip\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 441,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const [global] = objectsOf(sip, "global");
      const endpoint = objectOf(sip, "endpoint", global === undefined ? "default_outbound_endpoint" : valueIn(sip, global, "default_outbound_endpoint"));
      if (endpoint === undefined || valueIn(sip, endpoint, "outbound_auth") === "") continue;
      report(optionIn(sip, endpoint, "outbound_auth"), { subject: pathIn(endpoint), message: `whatever Asterisk sends to a host that no endpoint stands for answers challenges with the credentials of \`${endpoint.id}\`` });
    }
  },
});
