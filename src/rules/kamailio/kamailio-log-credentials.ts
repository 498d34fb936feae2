import { defineRule } from "../rule.js";
import { callsOf, subjectOfCall } from "./places.js";

export const kamailioLogCredentials = defineRule({
  id: "kamailio-log-credentials",
  title: "Answers to password questions are written to the log",
  severity: "medium",
  needs: ["kamailio"],
  why: `The whole message or its Authorization header goes to the log, and from there to whoever reads, ships or backs it up. Short passwords are guessed
from the answer offline, billions a second.`,
  degrees: "Medium.",
  fix: "Log what you need of a message by name, and never the credentials.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "xlog.so"\nrequest_route {\n    xlog("L_INFO", "got $mb\\n");\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "xlog.so"\nrequest_route {\n    xlog("L_INFO", "got $rm $ru\\n");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/xlog.html"],
  cwe: 532,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of callsOf(system, "xlog", "xlogl", "xinfo", "xnotice", "xwarn", "xerr", "xalert", "xcrit", "log")) {
        if (/L_DBG/.test(call.arguments[0]?.text ?? "")) continue;
        const secret = call.arguments.flatMap(({ variables }) => variables).find((variable) => /^\$\(?(?:mb|mbu|msg\(buf\)|hdr\((?:Proxy-)?Authorization)/i.test(variable) && !/\{s\.(?:len|md5|sha)/.test(variable));
        if (secret !== undefined) report(call.at, { subject: subjectOfCall(call), note: call.name, message: `${secret} puts the credentials of requests into the log` });
      }
    }
  },
});
