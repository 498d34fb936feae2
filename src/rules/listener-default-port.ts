import { reachLocation, reachOf, sureness } from "./reach.js";
import { byWhom } from "./phrase.js";
import { defineRule } from "./rule.js";

const DEFAULT_PORTS: readonly number[] = [5060, 5061];

export const listenerDefaultPort = defineRule({
  id: "listener-default-port",
  title: "SIP listens on the port every scanner tries first",
  severity: "info",
  needs: ["listeners"],
  why: `Scanners try 5060 and 5061 first, so the log of a public listener there fills with them. Another port is quieter, and that
is all: it stops no sweep of all ports and nobody who has seen one of your packets. What protects is who may reach the port,
tls, passwords, limits and bans. This note therefore never counts for more than noise, and fixing it earns nothing else.`,
  degrees: "Info, on listeners open to the world. It never raises a grade, and moving the port never earns one.",
  fix: "Leave it, or pick another port for quieter logs; look at the other findings for protection.",
  before: `listeners:
  phones: { protocol: tls, address: 192.0.2.10, port: 5061, from: [world] }`,
  after: `listeners:
  phones: { protocol: tls, address: 192.0.2.10, port: 15061, from: [world] }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://www.rfc-editor.org/rfc/rfc3261#section-18.1.1"],
  cwe: null,
  check({ listeners }, report) {
    for (const { path, port, audience } of listeners) {
      const reach = reachOf(audience);
      // Only strangers sweep; and a port nobody could read is no reason for a remark.
      if (port.kind === "unknown" || !DEFAULT_PORTS.includes(port.value) || (reach !== "world" && reach !== "unknown")) continue;
      report(port, {
        subject: path,
        confidence: sureness(audience),
        message: `${path} listens on ${port.value}, which scanners try first${byWhom(port)}; another port cuts noise only, it earns nothing against a determined sweep`,
        related: reachLocation(audience, port),
        fix: "leave it, or pick another port for quieter logs; protection comes from the other findings",
      });
    }
  },
});
