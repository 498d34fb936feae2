import { defineRule } from "../rule.js";
import { isLoopback, isPrivate, networkPlace } from "./places.js";

const NAMES: readonly string[] = ["dgram_socket", "tcp_socket"];
//POST

export const kamailioJsonrpcNetwork = defineRule({
  id: "kamailio-jsonrpc-network",
  title: "JSON commands to Kamailio are taken from the network",
  severity: "critical",
  needs: ["kamailio"],
  why: `Its commands change settings, tables and registrations, place calls and stop the engine, and nobody is asked for a password. A packet is enough; over UDP
its sender need not even be told.`,
  degrees: "Critical on a public address or any, high on a private one, low on loopback, where every local user may give commands.",
  fix: "Take them from a socket file with mode 0600.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "jsonrpcs.so"\nmodparam("jsonrpcs", "dgram_socket", "udp:0.0.0.0:8090")\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "jsonrpcs.so"\nmodparam("jsonrpcs", "dgram_socket", "/run/kamailio/rpc.sock")\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/jsonrpcs.html"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { name, value, valueAt, via } of system.parameters.filter((each) => each.module === "jsonrpcs" && NAMES.includes(each.name))) {
        const place = typeof value === "string" ? networkPlace(value, "file") : null;
        if (place === null) continue;
        const near = isLoopback(place.host);
        report(valueAt, {
          subject: `${valueAt.file.path} jsonrpcs ${name}`, severity: near ? "low" : isPrivate(place.host) ? "high" : "critical", related: via.map((span) => ({ span, note: "written here" })),
          message: near ? `any user of this host gives commands to Kamailio at ${String(value)}, without a password` : `whoever reaches ${String(value)} gives commands to Kamailio, without a password`,
        });
      }
    }
  },
});
