import { defineRule } from "../rule.js";
import { subjectOfCall } from "./places.js";

/** Functions that say yes or no and do nothing else. Not sanity_check(), which ends the script by itself (README of sanity: autodrop). */
const CHECKS = /^(?:auth_check|pv_auth_check|(?:www|proxy)_authorize|(?:www|proxy)_authenticate|allow_(?:source_address|address|trusted)\w*|ds_is_from_list|is_peer_verified|is_known_dlg|check_(?:from|to)|jwt_verify|pike_check_(?:req|ip)|pl_check|rl_check|secf_check_(?:ip|ua|country|from_hdr|to_hdr|contact_hdr|dst))$/;
//POST

export const kamailioCheckIgnored = defineRule({
  id: "kamailio-check-ignored",
  title: "A check is made and its answer is not looked at",
  severity: "high",
  needs: ["kamailio"],
  why: `The function says whether the sender may go on; the script does not listen, and everybody does. pike_check_req() counts, allow_source_address()
looks up, auth_check() compares, and nothing follows.`,
  degrees: "High for passwords and addresses, medium for counters.",
  fix: "Put it in a condition that ends the script: `if (!pike_check_req()) { exit; }`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "pike.so"\nrequest_route {\n    pike_check_req();\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "pike.so"\nrequest_route {\n    if (!pike_check_req()) { exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/pike.html", "https://www.kamailio.org/docs/modules/stable/modules/permissions.html", "https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 252,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of system.calls) {
        if (call.used !== "ignored" || !CHECKS.test(call.name)) continue;
        // On a request that is dropped in any case it only keeps the counter warm.
        report(call.at, { subject: subjectOfCall(call), severity: /^(?:pike|pl_|rl_|secf)/.test(call.name) ? "medium" : "high", note: call.name, message: `${call.name}() is asked and its answer is not looked at: everybody passes` });
      }
    }
  },
});
