import { defineRule } from "../rule.js";
import { routeText } from "./places.js";

export const kamailioAddressAsText = defineRule({
  id: "kamailio-address-as-text",
  title: "An address is compared with the text of a network",
  severity: "high",
  needs: ["kamailio"],
  why: `\`$si\` is a text, and no address is the text "10.0.0.0/8": the comparison never holds, so whoever was to be refused by it is not.`,
  degrees: "High.",
  fix: "Compare addresses: `src_ip == 10.0.0.0/8`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nrequest_route {\n    if ($si == "203.0.113.0/24") { exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": "#!KAMAILIO\nrequest_route {\n    if (src_ip == 203.0.113.0/24) { exit; }\n    t_relay();\n}\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 697,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { operator, left, right, at, route } of system.comparisons) {
        if (!/^(?:==|!=|eq|ne)$/.test(operator) || !/^\$\(?(?:si|siz|Ri)\b/.test(left.text) || typeof right.literal !== "string" || !/^[\d.:a-f]+\/\d+$/i.test(right.literal)) continue;
        report(at, { subject: `${at.file.path} ${routeText(route)} ${left.text}`, note: right.text, message: `${left.text} is never the text ${right.text}: this ${operator === "!=" || operator === "ne" ? "always" : "never"} holds`, fix: `compare addresses: src_ip ${operator === "!=" || operator === "ne" ? "!=" : "=="} ${right.literal}` });
      }
    }
  },
});
