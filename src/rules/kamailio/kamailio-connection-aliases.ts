import { defineRule } from "../rule.js";
import { isOn, lineOf } from "./places.js";

export const kamailioConnectionAliases = defineRule({
  id: "kamailio-connection-aliases",
  title: "A connection may claim the port of another",
  severity: "low",
  needs: ["kamailio"],
  why: `With tcp_accept_aliases a peer says under which port its connection is to be used: behind one address translation it takes over what is sent to its neighbour.`,
  degrees: "Low.",
  fix: "`tcp_accept_aliases=no`; nathelper does it by registration.",
  before: { "kamailio.cfg": "#!KAMAILIO\ntcp_accept_aliases=yes\nrequest_route { exit; }\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\ntcp_accept_aliases=no\nrequest_route { exit; }\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 940,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const line = lineOf(system, "tcp_accept_aliases");
      if (line === undefined || !(isOn(line.value))) continue;
      report(line.at, { subject: `${line.at.file.path} tcp_accept_aliases`, related: line.via.map((span) => ({ span, note: "written here" })), message: `a connection may claim to be another port of its address, and gets what is sent there` });
    }
  },
});
