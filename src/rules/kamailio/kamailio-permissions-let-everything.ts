import type { KamailioList, PermissionCheck, PermissionLine } from "../../posture/index.js";
import { defineRule } from "../rule.js";

interface Opening {
  readonly list: KamailioList<PermissionLine>;
  readonly line: PermissionLine;
  readonly message: string;
}

/** Why a check never says no; null where it may, or a file is missing. */
function openBy({ call, allow, deny }: PermissionCheck): Opening | null {
  if (allow === null) return null;
  const everything = allow.entries.find((line) => line.everything);
  if (everything !== undefined) return { list: allow, line: everything, message: `everything stands in the allow file, so ${call.name}() refuses nothing, whatever the deny file says` };
  const [first] = allow.entries;
  if (first === undefined || deny === null || deny.entries.length > 0) return null;
  return { list: allow, line: first, message: `the deny file is empty, so ${call.name}() lets pass what stands here, and everything else` };
}

export const kamailioPermissionsLetEverything = defineRule({
  id: "kamailio-permissions-let-everything",
  title: "Files of permissions that refuse nothing",
  severity: "medium",
  needs: ["kamailio"],
  why: `allow_routing(), allow_register() and allow_uri() look into the allow file first: what stands there passes, whatever the deny file says. What stands in neither passes too. \`ALL : ALL\` in the first, or nothing in the second, makes of the check a yes for everybody.`,
  degrees: "Medium: the script asks, and believes the answer.",
  fix: `Write what may pass into the allow file, and \`ALL : ALL\` into the deny file.`,
  before: {"kamailio.cfg": "#!KAMAILIO\nloadmodule \"sl.so\"\nloadmodule \"tm.so\"\nloadmodule \"permissions.so\"\nrequest_route {\n    if (!allow_routing()) { sl_send_reply(\"403\", \"Forbidden\"); exit; }\n    t_relay();\n}\n", "permissions.allow": "ALL : ALL\n", "permissions.deny": "ALL : \"^sip:00\"\n"},
  after: {"kamailio.cfg": "#!KAMAILIO\nloadmodule \"sl.so\"\nloadmodule \"tm.so\"\nloadmodule \"permissions.so\"\nrequest_route {\n    if (!allow_routing()) { sl_send_reply(\"403\", \"Forbidden\"); exit; }\n    t_relay();\n}\n", "permissions.allow": "ALL : \"^sip:[1-9]\"\n", "permissions.deny": "ALL : ALL\n"},
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/permissions.html"],
  cwe: 863,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const told = new Set<string>();
      for (const check of system.lists.permissions) {
        const open = openBy(check);
        if (open === null || told.has(open.list.path)) continue;
        told.add(open.list.path);
        report(open.line.at, { subject: open.list.path, note: `what ${check.call.name}() asks`, message: open.message, related: [{ span: check.call.at, note: "asked here" }] });
      }
    }
  },
});
