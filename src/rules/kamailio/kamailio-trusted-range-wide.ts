import type { TrustedAddress } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { groupChecks } from "./lists.js";
import { isLoopback, isPrivate } from "./places.js";

/** By the length of the mask; the engine takes 0 and none for the whole address. */
function severityOf({ address, bits }: TrustedAddress): "critical" | "high" | "medium" | null {
  if (bits === null || isPrivate(address) || isLoopback(address)) return null;
  const [vast, huge, wide] = address.includes(":") ? [2, 16, 28] : [2, 8, 15];
  return bits <= vast ? "critical" : bits <= huge ? "high" : bits <= wide ? "medium" : null;
}

export const kamailioTrustedRangeWide = defineRule({
  id: "kamailio-trusted-range-wide",
  title: "An address list trusts a range that anybody may be in",
  severity: "high",
  needs: ["kamailio"],
  why: "Whoever sends from an address of the list is taken for a carrier or an own machine, and mostly asked for no password. A range that wide holds networks that anybody rents a machine in; over UDP the address can even be forged.",
  degrees: "Critical for a quarter of all addresses or more, high up to a /8 (IPv6: /16), medium up to a /15 (/28). Nothing for ranges of RFC 1918 and their kin, and for groups that no call asks.",
  fix: "Write the addresses that the carrier names, each with a mask of 24 or longer.",
  before: {"kamailio.cfg": "#!KAMAILIO\nloadmodule \"sl.so\"\nloadmodule \"tm.so\"\nloadmodule \"permissions.so\"\nmodparam(\"permissions\", \"address_file\", \"/etc/kamailio/address.list\")\nrequest_route {\n    if (!allow_source_address(\"1\")) { sl_send_reply(\"403\", \"Forbidden\"); exit; }\n    t_relay();\n}\n", "address.list": "1 198.0.0.0 8\n"},
  after: {"kamailio.cfg": "#!KAMAILIO\nloadmodule \"sl.so\"\nloadmodule \"tm.so\"\nloadmodule \"permissions.so\"\nmodparam(\"permissions\", \"address_file\", \"/etc/kamailio/address.list\")\nrequest_route {\n    if (!allow_source_address(\"1\")) { sl_send_reply(\"403\", \"Forbidden\"); exit; }\n    t_relay();\n}\n", "address.list": "1 198.51.100.0 24\n"},
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/permissions.html"],
  cwe: 290,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const { addresses } = system.lists;
      if (addresses === null || addresses.refused) continue;
      const asked = new Map(groupChecks(system).toReversed().map(({ call, group }) => [group, call]));
      for (const entry of addresses.entries) {
        const severity = severityOf(entry);
        const call = asked.get(entry.group) ?? asked.get("any") ?? asked.get(null);
        if (severity === null || call === undefined) continue;
        report(entry.at, {
          subject: `${addresses.path} group ${entry.group} ${entry.address}`, severity, confidence: asked.has(entry.group) || asked.has("any") ? "high" : "medium", note: `group ${entry.group}`,
          message: `${call.name}() trusts ${entry.address}/${entry.bits}, a range that anybody may rent an address in`, related: [{ span: call.at, note: "asked here" }],
        });
      }
    }
  },
});
