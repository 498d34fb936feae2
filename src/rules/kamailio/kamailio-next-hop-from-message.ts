import { defineRule } from "../rule.js";
import { callsOf, routeText, subjectOfCall } from "./places.js";

const DESTINATIONS: ReadonlySet<string> = new Set(["$du", "$ru", "$rd", "$nh(u)"]);

/** What names a host and is the sender's free choice; the R-URI itself is what a proxy goes by. */
const HOSTS = /^\$\(?(?:hdr\((?!P-Asserted|Record)|fd\b|fu\b|ct\b|ctu\b|rb\b|di\b|dir\b|pu\b|ua\b|route_uri\b)/;
//POST

export const kamailioNextHopFromMessage = defineRule({
  id: "kamailio-next-hop-from-message",
  title: "A header or name of the message decides where it is sent",
  severity: "high",
  needs: ["kamailio"],
  why: `The next hop is written from what the sender chose. Whoever sends it uses the proxy to reach any address, inside the network too, from an address
that others trust.`,
  degrees: "High; medium where accounts alone get there is not told apart, as one guessed password is enough.",
  fix: "Map the value to destinations of your own, or let a lookup or the dispatcher choose.",
  before: { "kamailio.cfg": '#!KAMAILIO\nrequest_route {\n    $du = "sip:" + $hdr(X-Next);\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nrequest_route {\n    if ($hdr(X-Next) == "a") { $du = "sip:10.20.0.10"; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/pseudovariables/", "https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 441,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { target, value, at, route } of system.assignments) {
        const free = DESTINATIONS.has(target) ? value.variables.find((variable) => HOSTS.test(variable) && !/\{(?:s\.(?:md5|int)|re\.subst)/.test(variable)) : undefined;
        if (free !== undefined && route.kind !== "reply" && route.kind !== "onreply") report(at, { subject: `${at.file.path} ${routeText(route)} ${target}`, note: target, message: `${free} decides where the request is sent: whoever writes it has it relayed to any address` });
      }
      for (const call of callsOf(system, "t_relay_to", "t_relay_to_udp", "t_relay_to_tcp", "t_relay_to_tls", "t_forward_nonack", "forward", "forward_udp", "forward_tcp", "send", "sethost", "sethostport", "rewritehost", "rewritehostport", "append_branch", "setdsturi")) {
        const free = call.arguments.flatMap(({ variables }) => variables).find((variable) => HOSTS.test(variable));
        if (free !== undefined) report(call.at, { subject: subjectOfCall(call), note: call.name, message: `${free} decides where the request is sent: whoever writes it has it relayed to any address` });
      }
    }
  },
});
