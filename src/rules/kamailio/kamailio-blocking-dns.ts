import { defineRule } from "../rule.js";
import { isOn, lineOf } from "./places.js";

export const kamailioBlockingDns = defineRule({
  id: "kamailio-blocking-dns",
  title: "Each request waits for the name server of its sender",
  severity: "medium",
  needs: ["kamailio"],
  why: `With rev_dns the name of every source address is looked up before anything else. A stranger whose name server is slow keeps all processes waiting with a few
packets.`,
  degrees: "Medium.",
  fix: "`rev_dns=no`.",
  before: { "kamailio.cfg": "#!KAMAILIO\nrev_dns=yes\nrequest_route { exit; }\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\nrev_dns=no\nrequest_route { exit; }\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 400,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const line = lineOf(system, "rev_dns");
      if (line === undefined || !(isOn(line.value))) continue;
      report(line.at, { subject: `${line.at.file.path} rev_dns`, related: line.via.map((span) => ({ span, note: "written here" })), message: `every source address is looked up in the DNS while the request waits` });
    }
  },
});
