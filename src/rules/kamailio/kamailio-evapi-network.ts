import { defineRule } from "../rule.js";
import { parametersOf } from "./parameters.js";
import { isLoopback, networkPlace } from "./places.js";

export const kamailioEvapiNetwork = defineRule({
  id: "kamailio-evapi-network",
  title: "Programs of anybody may connect to the event interface",
  severity: "high",
  needs: ["kamailio"],
  why: `evapi hands events of calls to whoever connects and takes orders from there: routes are run and suspended transactions go on as the peer says. It asks
for no password.`,
  degrees: "High on a public or private address; nothing on loopback, which is its default.",
  fix: "Bind it to loopback, or refuse in `event_route[evapi:connection-new]` who is not yours.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "evapi.so"\nmodparam("evapi", "bind_addr", "0.0.0.0:8448")\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "evapi.so"\nmodparam("evapi", "bind_addr", "127.0.0.1:8448")\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/evapi.html"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const line = parametersOf(system, "evapi", "bind_addr").at(-1);
      const place = typeof line?.value === "string" ? networkPlace(line.value, "udp") : null;
      if (line === undefined || place === null || isLoopback(place.host)) continue;
      if (system.comparisons.some(({ left, route }) => route.name === "evapi:connection-new" && /srcaddr|\$si/.test(left.text))) continue;
      report(line.valueAt, { subject: `${line.valueAt.file.path} evapi bind_addr`, message: `whoever reaches ${String(line.value)} sees calls and gives orders about them, without a password` });
    }
  },
});
