import { defineRule } from "../rule.js";
import { isLoopback, isOn, isPrivate, lineOf } from "./places.js";

export const kamailioProxyProtocolBelieved = defineRule({
  id: "kamailio-proxy-protocol-believed",
  title: "Whoever connects names the address it comes from",
  severity: "high",
  needs: ["kamailio"],
  why: `With this setting each TCP connection begins with a line that says where it comes from, and Kamailio believes it. Whoever reaches the port comes from a trusted
address, or from a new one for each guess.`,
  degrees: "High; nothing where all TCP sockets are on private addresses.",
  fix: "Take such connections on a socket of their own that only the balancer reaches.",
  before: { "kamailio.cfg": "#!KAMAILIO\nlisten=tcp:192.0.2.20:5060\ntcp_accept_haproxy=yes\nrequest_route { exit; }\n" },
  after: { "kamailio.cfg": "#!KAMAILIO\nlisten=tcp:192.0.2.20:5060\ntcp_accept_haproxy=no\nrequest_route { exit; }\n" },
  versions: "Kamailio 5.3 and later.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 290,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const line = lineOf(system, "tcp_accept_haproxy");
      if (line === undefined || !(isOn(line.value) && system.sockets.some(({ protocol, hosts }) => protocol !== "udp" && hosts.some((host) => !isPrivate(host) && !isLoopback(host))))) continue;
      report(line.at, { subject: `${line.at.file.path} tcp_accept_haproxy`, related: line.via.map((span) => ({ span, note: "written here" })), message: `every TCP connection may name the address it comes from, and is believed` });
    }
  },
});
