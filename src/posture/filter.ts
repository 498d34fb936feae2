import type { Family, Ruleset } from "../exposure/index.js";
import type { Span } from "../source/span.js";

/** One dump of a packet filter: plain data that rules about the filter itself look at. */
export interface FilterSystem {
  readonly path: string;
  readonly at: Span;
  readonly tool: "iptables" | "nftables";
  /** Families that it can decide about: an iptables-save one, an nft ruleset both. */
  readonly families: readonly Family[];
  readonly ruleset: Ruleset;
  /** Null where they are kept beside the dump (ipset) and no file with them was given. */
  readonly sets: readonly FilterSet[] | null;
  /** Dumps say that rules stand elsewhere, or that some could not be shown: `legacy` tables, matches that nft cannot print. */
  readonly hints: readonly { readonly kind: "legacy" | "opaque"; readonly at: Span }[];
}

/** A list of addresses (or of more) that rules look into. */
export interface FilterSet {
  readonly name: string;
  readonly at: Span;
  /** `hash:net`; of nft the types of its parts. */
  readonly type: string;
  readonly family: Family;
  /** Entries leave by themselves. */
  readonly timeout: boolean;
  /** Rules may add to it. */
  readonly dynamic: boolean;
  /** Entries it can hold; null where it is not written. */
  readonly most: number | null;
  /** Whether the oldest make room once it is full. */
  readonly yields: boolean;
  readonly members: number;
}
