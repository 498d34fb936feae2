import { exposureOf, intersection, outerInterfaces, parseAddress, sizeOf, type Exposure, type Family, type Query } from "../../exposure/index.js";
import { filtersNear, isKnown, type FilterSystem, type Listener, type ManagementService, type Protocol } from "../../posture/index.js";

/** A socket of the audited host; `address` null where it is bound to all of them, its value null for all of one family. */
export interface Target {
  readonly protocol: "udp" | "tcp";
  readonly port: number;
  readonly address: { readonly family: Family; readonly value: bigint | null } | null;
}

/** Null where protocol or port are not known: then no filter can be asked. */
export function targetOf({ protocol, port, address }: Listener): Target | null {
  if (!isKnown(protocol) || !isKnown(port)) return null;
  return { protocol: transportOf(protocol.value), port: port.value, address: boundTo(address) };
}

export function targetOfService({ port, address }: ManagementService): Target | null {
  return isKnown(port) ? { protocol: "tcp", port: port.value, address: boundTo(address) } : null;
}

function boundTo(address: Listener["address"]): Target["address"] {
  if (!isKnown(address) || address.value === null) return null;
  return address.value === "0.0.0.0" ? { family: 4, value: null } : parseAddress(address.value);
}

function transportOf(protocol: Protocol): "udp" | "tcp" {
  return protocol === "udp" ? "udp" : "tcp";
}

/** What one kind of packet meets at one of the host's interfaces. */
export interface Met {
  readonly family: Family;
  readonly exposure: Exposure;
}

/**
 * Asks every filter of the host at every interface to the outside; each must let a packet through. A family for which no
 * filter was given is left out.
 * @param path of the file that configures the socket: folders of several hosts may have been given
 */
export function askFilters(filters: readonly FilterSystem[], target: Target, path: string, how: Pick<Query, "state" | "beyondRates"> = { state: "new" }): readonly Met[] {
  return ([4, 6] as const).filter((family) => target.address === null || target.address.family === family).flatMap((family) => {
    const chosen = filtersNear(filters, family, path);
    if (chosen.length === 0) return [];
    const interfaces = [...new Set(chosen.flatMap(({ ruleset }) => outerInterfaces(ruleset)))];
    return interfaces.map((inInterface) => ({ family, exposure: throughAll(chosen.map(({ ruleset }) => exposureOf(ruleset, query(family, inInterface, target, how)))) }));
  });
}

/** What every one of several filters lets through; the narrowest of them is the one to look at. */
function throughAll(exposures: readonly Exposure[]): Exposure {
  return exposures.reduce((all, next) => {
    const narrower = sizeOf(next.possible) < sizeOf(all.possible) ? next : all;
    return { ...narrower, sure: intersection(all.sure, next.sure), possible: intersection(all.possible, next.possible) };
  });
}

function query(family: Family, inInterface: string, { protocol, port, address }: Target, how: Pick<Query, "state" | "beyondRates">): Query {
  return { family, inInterface, protocol, sourcePort: null, destinationPort: port, destination: address?.value ?? null, ...how };
}
