import { defineRule } from "../rule.js";
import { groupChecks } from "./lists.js";
import { subjectOfCall } from "./places.js";

export const kamailioAddressGroupUnlisted = defineRule({
  id: "kamailio-address-group-unlisted",
  title: "A group of addresses is asked that has none",
  severity: "low",
  needs: ["kamailio"],
  why: "No address is ever in a group that the list does not have: carriers are refused, or where the answer is turned around a limit that should spare them never does. Mostly the number was changed in one of two places.",
  degrees: "Low: it fails to the safe side as a rule.",
  fix: "Write the addresses of that group into the list, or ask the group that is meant.",
  before: {"kamailio.cfg": "#!KAMAILIO\nloadmodule \"sl.so\"\nloadmodule \"tm.so\"\nloadmodule \"permissions.so\"\nmodparam(\"permissions\", \"address_file\", \"/etc/kamailio/address.list\")\nrequest_route {\n    if (!allow_source_address(\"1\")) { sl_send_reply(\"403\", \"Forbidden\"); exit; }\n    t_relay();\n}\n", "address.list": "2 198.51.100.10 32\n"},
  after: {"kamailio.cfg": "#!KAMAILIO\nloadmodule \"sl.so\"\nloadmodule \"tm.so\"\nloadmodule \"permissions.so\"\nmodparam(\"permissions\", \"address_file\", \"/etc/kamailio/address.list\")\nrequest_route {\n    if (!allow_source_address(\"1\")) { sl_send_reply(\"403\", \"Forbidden\"); exit; }\n    t_relay();\n}\n", "address.list": "1 198.51.100.10 32\n"},
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/permissions.html"],
  cwe: 1188,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const { addresses } = system.lists;
      if (addresses === null || addresses.refused) continue;
      const listed = new Set(addresses.entries.map(({ group }) => group));
      for (const { call, group } of groupChecks(system)) {
        if (typeof group !== "number" || group === 0 || listed.has(group)) continue;
        report(call.at, { subject: subjectOfCall(call), note: call.name, message: `group ${group} has no address in ${addresses.path}: ${call.name}() never says yes`, related: [{ span: addresses.at, note: "the list" }] });
      }
    }
  },
});
