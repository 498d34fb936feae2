/** Rules of the services that end on a host: management, the link between edge and core, SIP listeners. */
import type { CoreLink, Listener, ManagementService, Network, Policy } from "../policy/types.js";
import { refillTime, type SourceCeiling } from "./filter-limits.js";
import { familyOf, rule, type Condition, type FilterRule, type SourceTable } from "./filter-rules.js";
import type { AddressSet } from "./filter-sets.js";

/** What a service adds to the stages of the same names. */
export interface ServiceRules {
  readonly untrackIn: readonly FilterRule[];
  readonly untrackOut: readonly FilterRule[];
  readonly input: readonly FilterRule[];
}

export type SetOf = (network: Network) => AddressSet;

/** Sources that a rule admits: everybody, or the addresses of a set. */
export type Sources = AddressSet | "world";

export function fromSources(sources: Sources): Condition[] {
  return sources === "world" ? [] : [{ on: "set", side: "source", set: sources }];
}

export function toSources(sources: Sources): Condition[] {
  return sources === "world" ? [] : [{ on: "set", side: "destination", set: sources }];
}

/** A service's socket as the destination of a packet; an unspecified address stands for every address of its family. */
function socket(protocol: "udp" | "tcp", address: string, port: number, side: "source" | "destination"): Condition[] {
  const family = familyOf(address);
  const unspecified = address === "0.0.0.0" || address === "::";
  return [unspecified ? { on: "family", family } : { on: "address", side, address }, { on: "port", protocol, side, first: port, last: port }];
}

/**
 * Management comes before everything that could drop it, and past the connection tracker: a full table or a state that
 * the tracker holds for odd must not lock the administrator out.
 */
export function managementRules(service: ManagementService, setOf: SetOf): ServiceRules {
  const port = (side: "source" | "destination"): Condition => ({ on: "port", protocol: "tcp", side, first: service.port.value, last: service.port.value });
  const sources: Sources[] = service.from.value.filter(({ role }) => role !== "localhost").map((network) => (network.role === "world" ? "world" : setOf(network)));
  return {
    untrackIn: sources.map((source) => rule(service.path, [...fromSources(source), port("destination")], "untrack")),
    untrackOut: sources.map((source) => rule(service.path, [...toSources(source), port("source")], "untrack")),
    input: sources.map((source) => rule(service.path, [...fromSources(source), port("destination")], "accept")),
  };
}

/** SIP from the other node of the link, never limited. */
export function linkRules({ address, port }: CoreLink, side: "edge" | "core"): ServiceRules {
  const other = side === "edge" ? address.core : address.edge;
  const conditions: Condition[] = [{ on: "address", side: "source", address: other }, ...socket("tcp", address[side], port[side], "destination")];
  return { untrackIn: [], untrackOut: [], input: [rule(`nodes: link from the ${side === "edge" ? "core" : "edge"}`, conditions, "accept")] };
}

/** Who may reach a listener, by how far it is trusted. */
interface Audience {
  /** Trunks and peers: one address speaks for many callers, so no rate per source fits it. */
  readonly unlimited: readonly AddressSet[];
  /** Own phones and management: limited, in a table that no stranger can fill. */
  readonly known: readonly AddressSet[];
  readonly world: boolean;
}

function audienceOf(listener: Listener, policy: Policy, setOf: SetOf): Audience {
  const world = listener.from.value.some(({ role }) => role === "world");
  const named = (world ? policy.networks : listener.from.value).filter(({ role }) => role !== "world" && role !== "localhost");
  const unlimited = named.filter(({ role }) => role === "trunk" || role === "peers");
  return { unlimited: unlimited.map(setOf), known: named.filter((network) => !unlimited.includes(network)).map(setOf), world };
}

/**
 * SIP over UDP is judged packet by packet, before the shortcut for established connections, since one flow of a
 * flooder is as established as any; and it needs no connection tracker, so a spoofed flood cannot fill that either.
 * Over TCP and TLS new connections are judged; what is said inside them is left to the engine that can read it.
 */
export function listenerRules(listener: Listener, policy: Policy, name: string, ceiling: SourceCeiling | null, setOf: SetOf): ServiceRules {
  const { unlimited, known, world } = audienceOf(listener, policy, setOf);
  const protocol = listener.protocol.value === "udp" ? "udp" : "tcp";
  const at = (side: "source" | "destination"): Condition[] => socket(protocol, listener.address, listener.port.value, side);
  const fresh: Condition[] = protocol === "tcp" ? [{ on: "state", state: "new" }] : [];
  const arrived = (source: Sources): Condition[] => [...at("destination"), ...fresh, ...fromSources(source)];
  const limited = (source: Sources, group: "known" | "world"): FilterRule[] =>
    ceiling === null
      ? [rule(listener.path, arrived(source), "accept")]
      : limitedRules(listener.path, arrived(source), protocol, ceiling, `${name}_${group}`, TABLE_ENTRIES[group]);
  const everybody: Sources[] = world ? ["world"] : [...unlimited, ...known];
  const untracked = protocol === "udp" ? everybody : [];
  return {
    untrackIn: untracked.map((source) => rule(listener.path, [...at("destination"), ...fromSources(source)], "untrack")),
    untrackOut: untracked.map((source) => rule(listener.path, [...at("source"), ...toSources(source)], "untrack")),
    input: [
      ...unlimited.map((source) => rule(listener.path, arrived(source), "accept")),
      ...known.flatMap((source) => limited(source, "known")),
      ...(world ? limited("world", "world") : []),
    ],
  };
}

/**
 * Room for sources. Both formats drop a source that finds the table full ("accept what is below the rate, drop the
 * rest"), so an attacker with very many addresses can shut out new strangers for as long as he goes on, but neither
 * pass unlimited nor touch the known networks, whose table is their own.
 */
const TABLE_ENTRIES = { known: 65_536, world: 262_144 } as const;

function limitedRules(path: string, arrived: readonly Condition[], protocol: "udp" | "tcp", ceiling: SourceCeiling, name: string, entries: number): FilterRule[] {
  const rate = protocol === "udp" ? ceiling.packets : ceiling.connections;
  const table: SourceTable = { name: `rate_${name}`, entries, forget: Math.max(60, refillTime(rate)) };
  const concurrent: SourceTable = { name: `conn_${name}`, entries, forget: 0 };
  return [
    ...(protocol === "tcp" ? [rule(path, [...arrived, { on: "connections-above", table: concurrent, count: ceiling.concurrent }], "drop")] : []),
    rule(path, [...arrived, { on: "source-rate", table, rate }], "accept"),
    rule(path, arrived, "drop"),
  ];
}
