import { defineRule } from "../rule.js";

export const kamailioRpcTmpPath = defineRule({
  id: "kamailio-rpc-tmp-path",
  title: "The socket for commands lies where anybody may create files",
  severity: "low",
  needs: ["kamailio"],
  why: `In /tmp any local user creates the name first, as a link or a pipe of its own, and reads commands or has Kamailio write elsewhere.`,
  degrees: "Low.",
  fix: "Put it into /run/kamailio.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "ctl.so"\nmodparam("ctl", "binrpc", "unix:/tmp/kamailio_ctl")\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "ctl.so"\nmodparam("ctl", "binrpc", "unix:/run/kamailio/kamailio_ctl")\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/ctl.html"],
  cwe: 377,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { module, name, value, valueAt } of system.parameters) {
        if ((module === "ctl" || module === "jsonrpcs" || module === "mi_fifo") && typeof value === "string" && /^(?:\w+:)?\/(?:var\/)?tmp\//.test(value)) report(valueAt, { subject: `${valueAt.file.path} ${module} ${name}`, message: `${value} lies where every user of this host may create files` });
      }
    }
  },
});
