import { defineRule } from "../rule.js";
import { lineOf } from "./places.js";

/** Functions that say no with a negative number. */
const CHECKS = /^(?:route|auth_check|pv_auth_check|(?:www|proxy)_(?:authorize|authenticate)|allow_\w+|ds_is_from_list|is_peer_verified|is_known_dlg|check_(?:from|to)|pike_check_\w+|sanity_check|mf_process_maxfwd_header|is_uri_host_local|is_from_local|has_totag|is_method|lookup|save|loose_route|t_check_trans)$/;
//POST

export const kamailioReturnModeInverted = defineRule({
  id: "kamailio-return-mode-inverted",
  title: "With return_mode=1 a refusal counts as yes",
  severity: "critical",
  needs: ["kamailio"],
  why: `With this setting every answer but 0 is yes, negative ones too, and functions say no with negative numbers: \`if (!allow_source_address("1")) { exit; }\`
refuses nobody.`,
  degrees: "Critical where a check stands bare in a condition.",
  fix: "Remove the line, or compare each answer: `allow_source_address(\"1\") > 0`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nreturn_mode=1\nloadmodule "permissions.so"\nrequest_route {\n    if (!allow_source_address("1")) { exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nreturn_mode=1\nloadmodule "permissions.so"\nrequest_route {\n    if (allow_source_address("1") < 0) { exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio 5.7 and later.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 697,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const line = lineOf(system, "return_mode");
      const bare = system.calls.filter(({ name, used }) => used === "condition" && CHECKS.test(name));
      const [first] = bare;
      if (line?.value !== 1 || first === undefined) continue;
      report(line.at, { subject: `${line.at.file.path} return_mode`, related: bare.slice(0, 4).map(({ at, name }) => ({ span: at, note: `${name}() counts as yes here when it says no` })), message: `return_mode=1 turns the no of ${first.name}() into a yes, and ${bare.length === 1 ? "a condition rests" : `${bare.length} conditions rest`} on such answers` });
    }
  },
});
