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
}
