import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { isOn, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipUnauthenticatedOptions = defineRule({
  id: "pjsip-unauthenticated-options",
  title: "Names of endpoints are told to whoever asks",
  severity: "medium",
  needs: ["asterisk"],
  why: `With \`allow_unauthenticated_options\` an OPTIONS request for an endpoint that exists is answered 200, and for one that does not with a
challenge. A scanner learns in one packet each which names are worth guessing passwords for.`,
  degrees: "Medium; info where addresses identify the endpoint, for then nobody else gets the other answer.",
  fix: "Take the line out; who needs a keep-alive answer can be identified by address.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nallow_unauthenticated_options=yes\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n" },
  versions: "Asterisk from 16.18 and 18.4 on.",
  references: [RES_PJSIP],
  cwe: 204,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const telling = objectsOf(sip, "endpoint").filter((endpoint) => isOn(sip, endpoint, "allow_unauthenticated_options"));
      for (const byAddress of [false, true]) {
        const causes = causesOf(sip, telling.filter(({ id }) => sip.identifies.has(id) === byAddress), "allow_unauthenticated_options");
        blameEach(report, causes, "endpoint", (whose) => ({ severity: byAddress ? "info" : "medium", message: `OPTIONS for ${whose} is answered without a password, which shows that the name exists` }));
      }
    }
  },
});
