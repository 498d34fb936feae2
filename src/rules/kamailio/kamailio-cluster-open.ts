import { defineRule } from "../rule.js";
import { byCall, isPlain, subjectOf, sure, wayTo } from "./ways.js";

export const kamailioClusterOpen = defineRule({
  id: "kamailio-cluster-open",
  title: "Anybody may join the cluster",
  severity: "critical",
  needs: ["kamailio"],
  why: `dmq takes tables, registrations and dialogs from whoever sends KDMQ: a stranger writes contacts for any user, lifts bans and reads what the others
replicate.`,
  degrees: "Critical; with low confidence where a table or another machine decides.",
  fix: "Hear it on an inner socket and from your own nodes: `if (!allow_source_address(\"9\")) { exit; }` before dmq_handle_message().",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "dmq.so"\nrequest_route {\n    if (is_method("KDMQ")) { dmq_handle_message(); }\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "dmq.so"\nloadmodule "permissions.so"\nrequest_route {\n    if (is_method("KDMQ") && allow_source_address("9")) { dmq_handle_message(); }\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/dmq.html"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const strangers = system.paths.found.filter((path) => path.request.sender === "stranger" && path.sink === "cluster" && path.request.method === "KDMQ" && isPlain(path));
      for (const [way] of byCall(strangers)) report(way.at, { subject: subjectOf(way), confidence: sure(way), related: wayTo(way), note: "joined here", message: "whoever sends KDMQ takes part in the cluster: no address is asked for" });
    }
  },
});
