import { filtersNear, isKnown, type Audience, type AsteriskSystem, type Fact, type Posture } from "../../posture/index.js";
import { exposureOf, isWorld, outerInterfaces } from "../../exposure/index.js";
import { reachOf, widest, type Reach } from "../reach.js";

/** What answers by the sockets of manager.conf and http.conf; with TLS and without is the same service. */
export type ServiceName = "ami" | "ami-web" | "http" | "ari" | "metrics";

const AMI: readonly ServiceName[] = ["ami", "ami-web"];

/**
 * Who gets to a service of this system, the widest of its sockets; null where it is off. What binds to every address and stands behind a filter
 * that nobody showed is `unknown`.
 */
export function serviceReach({ management = [], filters }: Posture, system: AsteriskSystem, ...names: readonly ServiceName[]): Reach | null {
  const own = management.filter(({ name, at }) => (names as readonly string[]).includes(name.replace(/-tls$/, "")) && isIn(system, at.file.path));
  if (own.length === 0) return null;
  return widest(own.map(({ audience }) => outside(audience, filters === undefined)));
}

export function amiReach(posture: Posture, system: AsteriskSystem): Reach | null {
  return serviceReach(posture, system, ...AMI);
}

/** The sockets without TLS alone. */
export function clearReach({ management = [], filters }: Posture, system: AsteriskSystem, name: ServiceName): Reach | null {
  const own = management.filter((service) => service.name === name && isIn(system, service.at.file.path));
  return own.length === 0 ? null : widest(own.map(({ audience }) => outside(audience, filters === undefined)));
}

function isIn({ path }: AsteriskSystem, file: string): boolean {
  return path === "." || file.startsWith(`${path}/`);
}

/** Addresses that nobody gave a role are not the world, at least. */
function outside(audience: Fact<Audience>, unfiltered: boolean): Reach {
  const reach = reachOf(audience);
  if (reach === "world" && unfiltered) return "unknown";
  return reach === "unknown" && isKnown(audience) ? "peers" : reach;
}

/** Who gets to a UDP port of every IPv4 address, as far as packet filters were given. */
export function udpReach({ filters = [] }: Posture, { at }: AsteriskSystem, port: number): Reach {
  const chosen = filtersNear(filters, 4, at.file.path);
  if (chosen.length === 0) return "unknown";
  const ways = [...new Set(chosen.flatMap(({ ruleset }) => outerInterfaces(ruleset)))].map((inInterface) =>
    chosen.map(({ ruleset }) => exposureOf(ruleset, { family: 4, inInterface, protocol: "udp", sourcePort: null, destinationPort: port, destination: null, state: "new" })),
  );
  if (ways.some((way) => way.every(({ sure }) => isWorld(sure)))) return "world";
  return ways.some((way) => way.every(({ possible }) => isWorld(possible))) ? "unknown" : "peers";
}

/** Nothing comes from elsewhere: not worth a word. */
export function isLocal(reach: Reach | null): boolean {
  return reach === null || reach === "localhost" || reach === "nobody";
}
