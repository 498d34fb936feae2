import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipRedirectFollow = defineRule({
  id: "pjsip-redirect-follow",
  title: "Who is called decides where the call goes",
  severity: "medium",
  needs: ["asterisk"],
  why: `A called phone or peer may answer 302 with another address. With \`redirect_method=uri_pjsip\` Asterisk calls that address at once, past the
dialplan and whatever it forbids; with \`uri_core\` it does so by Dial. The call, and its cost, are the server's.`,
  degrees: "Medium for uri_pjsip, which nothing can hold back; low for uri_core, which the dialplan can (Dial's option i).",
  fix: "Write `redirect_method=user`, or take the line out.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nredirect_method=uri_pjsip\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nredirect_method=user\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 601,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const [method, severity] of [["uri_pjsip", "medium"], ["uri_core", "low"]] as const) {
        const following = objectsOf(sip, "endpoint").filter((endpoint) => valueIn(sip, endpoint, "redirect_method") === method);
        blameEach(report, causesOf(sip, following, "redirect_method"), "endpoint", (whose) => ({ severity, message: `${whose} may send a call on to any address by a redirection${method === "uri_pjsip" ? ", past the dialplan" : ""}` }));
      }
    }
  },
});
