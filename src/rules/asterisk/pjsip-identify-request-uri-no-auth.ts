import { defineRule } from "../rule.js";
import { asksNothing, hasOwnAcl, lessened, sipReach, surenessOf } from "./peers.js";
import { IDENTIFIER_IP, objectOf, objectsOf, optionIn, pathIn, sipsOf, valueIn } from "./sip.js";

export const pjsipIdentifyRequestUriNoAuth = defineRule({
  id: "pjsip-identify-request-uri-no-auth",
  title: "The address that is called decides who the caller is",
  severity: "critical",
  needs: ["asterisk"],
  why: `\`match_request_uri\` makes whoever calls a certain URI the endpoint, without a password. The URI is the caller's choice: it proves nothing.`,
  degrees: "Critical from the world or from nobody knows where, one step less where the endpoint has an access list or SIP is narrowed.",
  fix: "Use `match` with the peer's addresses in its place, or ask for a password with `auth`.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch_request_uri=sip:in@pbx.example.com\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n" },
  versions: "Asterisk from 18.23, 20.8, 21.3 and 22 on.",
  references: [IDENTIFIER_IP],
  cwe: 290,
  check(posture, report) {
    for (const sip of sipsOf(posture.asterisk)) {
      const reach = sipReach(posture, sip);
      for (const identify of objectsOf(sip, "identify")) {
        const endpoint = objectOf(sip, "endpoint", valueIn(sip, identify, "endpoint"));
        const uri = optionIn(sip, identify, "match_request_uri");
        if (endpoint === undefined || uri.kind !== "set" || uri.value === "" || !asksNothing(sip, endpoint)) continue;
        report(uri, {
          subject: pathIn(identify), severity: lessened(hasOwnAcl(sip, endpoint) ? "high" : "critical", reach), confidence: surenessOf(reach),
          message: `whoever calls \`${uri.value}\` is endpoint \`${endpoint.id}\`, without a password`,
        });
      }
    }
  },
});
