import { defineRule } from "../rule.js";
import { isLoopback, isPrivate } from "./places.js";

/** A place that something fills in before the engine reads it: no name of a host has an underscore, and none is in capitals. */
const BLANK = /_|^[A-Z][A-Z0-9]*$|^[@$%<{]/;

export const kamailioMediaControlNetwork = defineRule({
  id: "kamailio-media-control-network",
  title: "The media relay is commanded over the network",
  severity: "high",
  needs: ["kamailio"],
  why: `Commands to rtpengine and rtpproxy are neither encrypted nor proved: whoever sends to that port ends calls, sends their sound elsewhere or records it.`,
  degrees: "High on a public address, low on a private one.",
  fix: "Speak to it on loopback or within a tunnel.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "rtpengine.so"\nmodparam("rtpengine", "rtpengine_sock", "udp:198.51.100.20:2223")\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "rtpengine.so"\nmodparam("rtpengine", "rtpengine_sock", "udp:127.0.0.1:2223")\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/rtpengine.html"],
  cwe: 306,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { module, name, value, valueAt } of system.parameters) {
        if (!/^(?:rtpengine_sock|rtpproxy_sock)$/.test(name) || typeof value !== "string") continue;
        const [, host] = [...value.matchAll(/udp6?:(\[[^\]]+\]|[^:\s=]+)/g)].find(([, each = ""]) => !isLoopback(each)) ?? [];
        if (host !== undefined && !BLANK.test(host)) report(valueAt, { subject: `${valueAt.file.path} ${module} ${name}`, severity: isPrivate(host) ? "low" : "high", message: `commands about media go to ${host} in clear and unproved` });
      }
    }
  },
});
