import { isKnown, type Audience, type Fact, type NetworkRole } from "../posture/index.js";
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

export function reachLocation(audience: Fact<Audience>): readonly Location[] {
  return isKnown(audience) ? [{ span: audience.at, note: reachable(audience) }] : [];
}
