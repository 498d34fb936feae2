import { isKnown, type Audience, type Fact, type Listener, type NetworkRole, type Protocol } from "../posture/index.js";
import { positionOf } from "../source/index.js";
import type { Confidence, Location, Severity } from "../finding.js";
import { listed } from "./phrase.js";

/** The widest kind of source that gets to something; `unknown` where the input does not say, `nobody` where no source is let in. */
export type Reach = NetworkRole | "nobody";

/** How bad a weakness is by who can get at it; null: nothing worth a report there. Complete by type, so every reach is a decision. */
export type SeverityByReach = Readonly<Record<Reach, Severity | null>>;

/** A CIDR without a role ranks behind the world alone: it may be anybody. */
export const WIDEST_FIRST: readonly Reach[] = ["world", "unknown", "phones", "trunk", "peers", "management", "localhost", "nobody"];

export function reachOf(audience: Fact<Audience>): Reach {
  if (!isKnown(audience)) return "unknown";
  const { world, roles, sources } = audience.value;
  if (world) return "world";
  return WIDEST_FIRST.find((reach) => (roles as readonly Reach[]).includes(reach)) ?? (sources.length > 0 ? "unknown" : "nobody");
}

/** As many addresses as a carrier or a pair of proxies has, and no network of phones. */
const FEW = 16;

/** A handful of machines whose role nobody tells. */
export function isFewHosts(audience: Fact<Audience>): boolean {
  if (!isKnown(audience) || audience.value.world || audience.value.sources.length === 0) return false;
  const counts = audience.value.sources.map((source) => {
    const [, address = "", bits = ""] = /^([0-9A-Fa-f.:]+)\/(\d+)$/.exec(source) ?? [];
    return address === "" ? Infinity : 2 ** ((address.includes(":") ? 128 : 32) - Number(bits));
  });
  return counts.reduce((sum, count) => sum + count, 0) <= FEW;
}

export function widest(reaches: readonly Reach[]): Reach {
  return WIDEST_FIRST.find((reach) => reaches.includes(reach)) ?? "nobody";
}

/** `reachable from office and vpn`, in the input's own names. */
export function reachable(audience: Fact<Audience>): string {
  if (!isKnown(audience)) return `cannot tell from where it is reachable: ${audience.because}`;
  const { world, sources } = audience.value;
  if (world) return "reachable from world, that is from any address";
  return sources.length === 0 ? "reachable from nowhere" : `reachable from ${listed(sources)}`;
}

/** A weakness is certain, how bad it is depends on a reach that the input may not tell. */
export function sureness(...facts: readonly Fact<unknown>[]): Confidence {
  return facts.every(isKnown) ? "high" : "medium";
}

/** Points at who may reach a thing, unless the reader sees that beside what is blamed: on the same line. */
export function reachLocation(audience: Fact<Audience>, blamed: Fact<unknown>): readonly Location[] {
  const line = ({ at }: Fact<unknown>): string => `${at.file.path}:${positionOf(at.file, at.start).line}`;
  return isKnown(audience) && line(audience) !== line(blamed) ? [{ span: audience.at, note: reachable(audience) }] : [];
}

/** How far the listener reaches at which accounts or trunks arrive, told by the setting both owe their protocol to; the widest of all where none fits. */
export function reachBySignalling(listeners: readonly Listener[]): (signalling: Fact<Protocol>) => Reach {
  const key = ({ at }: Fact<Protocol>): string => `${at.file.path}:${at.start}:${at.end}`;
  const known = new Map(listeners.map(({ protocol, audience }) => [key(protocol), reachOf(audience)]));
  const all = listeners.length === 0 ? "unknown" : widest([...known.values()]);
  return (signalling) => known.get(key(signalling)) ?? all;
}

/** Encryption between one SIP hop and the next: false over udp, tcp and ws, and where nobody can tell. */
export function isEncrypted(signalling: Fact<Protocol>): boolean {
  return isKnown(signalling) && (signalling.value === "tls" || signalling.value === "wss");
}

/** Certainly not encrypted. */
export function isClear(signalling: Fact<Protocol>): boolean {
  return isKnown(signalling) && !isEncrypted(signalling);
}
