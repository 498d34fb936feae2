import { defineRule } from "../rule.js";

const MODES: ReadonlySet<string> = new Set(["ctl mode", "jsonrpcs fifo_mode", "jsonrpcs dgram_mode", "mi_fifo fifo_mode", "mi_datagram unix_socket_mode"]);
//POST

export const kamailioRpcSocketMode = defineRule({
  id: "kamailio-rpc-socket-mode",
  title: "Every user of the host may command Kamailio",
  severity: "medium",
  needs: ["kamailio"],
  why: `The socket or pipe for commands is writable by others: any local user, or a web application that was broken into, changes routing and reads
registrations.`,
  degrees: "Medium.",
  fix: "`0600`, or `0660` with a group.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "ctl.so"\nmodparam("ctl", "mode", 0666)\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "ctl.so"\nmodparam("ctl", "mode", 0600)\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/ctl.html", "https://www.kamailio.org/docs/modules/stable/modules/jsonrpcs.html"],
  cwe: 732,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { module, name, value, valueAt } of system.parameters) {
        if (!MODES.has(`${module} ${name}`) || typeof value !== "number" || (value & 0o002) === 0) continue;
        report(valueAt, { subject: `${valueAt.file.path} ${module} ${name}`, message: `every user of this host may give commands to Kamailio: ${name} is 0${value.toString(8)}`, edits: [{ at: valueAt, text: "0600" }] });
      }
    }
  },
});
