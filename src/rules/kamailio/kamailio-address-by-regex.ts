import { defineRule } from "../rule.js";
import { routeText } from "./places.js";

export const kamailioAddressByRegex = defineRule({
  id: "kamailio-address-by-regex",
  title: "A source address is matched by a piece of its text",
  severity: "high",
  needs: ["kamailio"],
  why: `The pattern is searched anywhere in the address and a dot is any character: "10.0.0.1" is found in 110.0.0.12 and in 10.0.0.199, addresses that
strangers can have.`,
  degrees: "High where the address is trusted by it.",
  fix: "Compare addresses: `src_ip == 10.0.0.0/24`, is_in_subnet() or allow_source_address().",
  before: { "kamailio.cfg": '#!KAMAILIO\nrequest_route {\n    if ($si =~ "198.51.100") { t_relay(); }\n}\n' },
  after: { "kamailio.cfg": "#!KAMAILIO\nrequest_route {\n    if (src_ip == 198.51.100.0/24) { t_relay(); }\n}\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/", "https://www.kamailio.org/docs/modules/stable/modules/ipops.html"],
  cwe: 185,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { operator, left, right, at, route } of system.comparisons) {
        if (operator !== "=~" || !/^(?:\$\(?siz?\b|src_ip$)/.test(left.text) || typeof right.literal !== "string") continue;
        const loose = !/^\^/.test(right.literal) || !/\$$/.test(right.literal) || /\d\.\d/.test(right.literal);
        // A pattern that ends in an escaped dot is bound there: `^10\.0\.`.
        if (loose && !/^\^(?:\(?\d+\\\.)+(?:\(?[\d|)[\]-]*)$/.test(right.literal)) report(at, { subject: `${at.file.path} ${routeText(route)} ${left.text}`, note: right.text, message: `the pattern ${right.text} fits other addresses too: it is searched anywhere in the text, and a dot is any character` });
      }
    }
  },
});
