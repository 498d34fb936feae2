import { isKnown } from "../../posture/index.js";
import { isFewHosts, reachable, reachOf, type SeverityByReach } from "../reach.js";
import { subjectOf } from "./settings.js";
import { defineRule } from "../rule.js";

const SEVERITY: SeverityByReach = { world: "critical", unknown: "medium", phones: "high", trunk: "high", peers: "low", management: "low", localhost: null, nobody: null };

export const rtpengineControlOpen = defineRule({
  id: "rtpengine-control-open",
  title: "The control socket of rtpengine is open to others",
  severity: "critical",
  needs: ["rtpengine"],
  why: "The commands of rtpengine ask for no password: whoever reaches one of its sockets ends calls, sends their sound elsewhere, records it, or changes its settings. A port without an address before it means every address of the host, IPv6 among them.",
  degrees: "Critical where the world gets to it, medium where nobody can tell who does, low where the packet filter names a few; nothing on loopback.",
  fix: `Bind it to loopback (\`listen-ng = 127.0.0.1:2223\`), or to an inner address behind a packet filter that names the proxies.`,
  before: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 2223\n"},
  after: {"rtpengine.conf": "[rtpengine]\nlisten-ng = 127.0.0.1:2223\n"},
  versions: "rtpengine.",
  references: ["https://rtpengine.readthedocs.io/en/latest/rtpengine.html"],
  cwe: 306,
  check({ rtpengine, filters }, report) {
    for (const system of rtpengine) {
      for (const { option, protocol, port, at, audience } of system.control) {
        const reach = reachOf(audience);
        const severity = isFewHosts(audience) ? "low" : SEVERITY[reach];
        if (severity === null) continue;
        const what = option === "listen-cli" ? "the command line of rtpengine" : option.startsWith("listen-http") ? "the HTTP and WebSocket interface of rtpengine" : "the control protocol of rtpengine";
        report(at, {
          subject: subjectOf(system, option), severity, note: option, confidence: isKnown(audience) && filters !== undefined ? "high" : "medium",
          message: `${what}, which asks for no password, on ${protocol} port ${port} is ${isKnown(audience) ? reachable(audience) : "not bound to loopback"}${reach === "world" && filters === undefined ? ", unless a packet filter that was not given says no" : ""}`,
          related: audience.at.file === at.file ? [] : [{ span: audience.at, note: reachable(audience) }],
        });
      }
    }
  },
});
