/**
 * The language in which a packet filter is decided here before any format is written. Both formats translate the same
 * rules word by word, for both address families, so neither can allow what the other refuses.
 */
import type { AddressSet } from "./filter-sets.js";

export type Family = 4 | 6;
export const FAMILIES: readonly Family[] = [4, 6];

/** Everything a rule can ask of a packet; all conditions of a rule must hold, a limiter comes last. */
export type Condition =
  | { readonly on: "loopback" }
  | { readonly on: "family"; readonly family: Family }
  | { readonly on: "set"; readonly side: "source" | "destination"; readonly set: AddressSet }
  /** An address or a CIDR of one family; the rule then exists in that family alone. */
  | { readonly on: "address"; readonly side: "source" | "destination"; readonly address: string }
  /** `strayed`: the way back to the source leads through another interface than the one it came in by. */
  | { readonly on: "strayed" }
  /** At most one in a rule. */
  | { readonly on: "port"; readonly protocol: "udp" | "tcp"; readonly side: "source" | "destination"; readonly first: number; readonly last: number }
  | { readonly on: "state"; readonly state: "new" | "established" | "related" | "invalid" }
  /** The destination was rewritten by our own translation, not chosen by the sender. */
  | { readonly on: "translated" }
  | { readonly on: "icmp"; readonly family: Family; readonly types: readonly number[]; readonly hopLimit: number | null }
  /** Holds while the packet's source stays below the rate, and for no source once the table is full. */
  | { readonly on: "source-rate"; readonly table: SourceTable; readonly rate: PacketRate }
  /** Holds where the packet's source has more than `count` connections through this rule. */
  | { readonly on: "connections-above"; readonly table: SourceTable; readonly count: number }
  /** Holds while everybody together stays below the rate. */
  | { readonly on: "overall-rate"; readonly rate: PacketRate };

export interface PacketRate {
  readonly count: number;
  readonly per: "second" | "minute";
  /** Packets that may come at once after a silence. */
  readonly burst: number;
}

/** A bounded table of sources: single IPv4 addresses, IPv6 networks of 64 bits (what one customer is given). */
export interface SourceTable {
  readonly name: string;
  readonly entries: number;
  /** Seconds of silence after which a source is forgotten; never shorter than its full burst takes to come back. */
  readonly forget: number;
}

/** `return`: this stage has nothing against the packet; `untrack`: the connection tracker shall not see it. */
export type PlainVerdict = "accept" | "drop" | "return" | "untrack" | "log";

export type Verdict =
  | { readonly to: PlainVerdict }
  /** Rewrites the destination or the source address and leaves the port as it is. */
  | { readonly to: "dnat" | "snat"; readonly address: string };

export interface FilterRule {
  /** Path in the policy that asked for it, or what it is in a few words; shown beside the rule. */
  readonly reason: string;
  readonly conditions: readonly Condition[];
  readonly verdict: Verdict;
}

/** Where a rule stands, in the order a packet meets them. Each format maps a stage to a chain at one hook. */
export const STAGES = ["bans", "untrackIn", "untrackOut", "dnat", "input", "forward", "snat"] as const;
export type Stage = (typeof STAGES)[number];

export function rule(reason: string, conditions: readonly Condition[], verdict: PlainVerdict): FilterRule {
  return { reason, conditions, verdict: { to: verdict } };
}

export function familyOf(address: string): Family {
  return address.includes(":") ? 6 : 4;
}

/** Families in which a rule has a meaning: those that none of its conditions excludes. */
export function familiesOf({ conditions, verdict }: FilterRule): readonly Family[] {
  const only = new Set<Family>();
  for (const condition of conditions) {
    if (condition.on === "address") only.add(familyOf(condition.address));
    if (condition.on === "icmp" || condition.on === "family") only.add(condition.family);
  }
  if (verdict.to === "dnat" || verdict.to === "snat") only.add(familyOf(verdict.address));
  if (only.size > 1) throw new Error(`a rule mixes address families: ${JSON.stringify(conditions)}`);
  return only.size === 0 ? FAMILIES : [...only];
}
