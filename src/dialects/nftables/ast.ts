/**
 * An nftables ruleset as its two spellings, the text and the JSON, have in common. Names of selectors and keywords are
 * those of nft(8): `ip saddr`, `meta iifname`, `ct state`.
 */
import type { PacketRate } from "../../exposure/index.js";
import type { Span } from "../../source/index.js";

export type TableFamily = "ip" | "ip6" | "inet" | "arp" | "bridge" | "netdev";

export type Expression =
  /** A number, address, name or quoted string, as written. */
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "prefix"; readonly base: string; readonly length: number }
  | { readonly kind: "range"; readonly from: Expression; readonly to: Expression }
  /** `a,b`: for bit masks "any of these bits", in an anonymous set the members. */
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "set"; readonly elements: readonly Element[] }
  | { readonly kind: "set-name"; readonly name: string }
  | { readonly kind: "concat"; readonly parts: readonly Expression[] }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  /** What is looked up of a packet, e.g. `tcp dport`, `fib saddr . iif oif`, `@th,64,32`. */
  | { readonly kind: "selector"; readonly name: string }
  | { readonly kind: "map"; readonly key: Expression; readonly data: Expression }
  /** `*`: what no other element of the set covers. */
  | { readonly kind: "catch-all" }
  | { readonly kind: "unknown"; readonly text: string };

/** A member of a set; `data` what a map gives for it. */
export interface Element {
  readonly key: Expression;
  readonly data: Expression | Decision | null;
}

export type Decision =
  | { readonly kind: "verdict"; readonly verdict: "accept" | "drop" | "continue" | "return" }
  | { readonly kind: "verdict"; readonly verdict: "jump" | "goto"; readonly chain: string };

export type Comparison = "implicit" | "==" | "!=" | "!" | "<" | "<=" | ">" | ">=";

export type Statement =
  | Decision
  | { readonly kind: "match"; readonly comparison: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "vmap"; readonly key: Expression; readonly data: Expression }
  /** `over`: matches the excess. With a `name` the object says so. */
  | { readonly kind: "limit"; readonly what: "rate" | "quota" | "connections"; readonly over: boolean; readonly name: string | null; readonly text: string; readonly rate?: PacketRate }
  /** `with`: tcp reset, icmp, icmpv6, icmpx; null: as fits the packet. */
  | { readonly kind: "reject"; readonly with: string | null }
  | { readonly kind: "nat"; readonly type: "dnat" | "redirect" | "tproxy" | "snat" | "masquerade"; readonly family: "ip" | "ip6" | null; readonly address: Expression | null; readonly port: Expression | null }
  | { readonly kind: "notrack" }
  /** Puts what the key gives into a set, each with statements of its own; `meter` is the older way to say it. */
  | { readonly kind: "update"; readonly set: string; readonly removes: boolean; readonly key: Expression; readonly statements: readonly Statement[] }
  /** Writes a field of the packet or of its connection. */
  | { readonly kind: "write"; readonly target: Expression; readonly value: Expression }
  /** Counts, logs and the like; `object` names the helper of connection tracking that it sets. */
  | { readonly kind: "passing"; readonly name: string; readonly object?: string }
  | { readonly kind: "unknown"; readonly text: string };

export interface NftRule {
  readonly at: Span;
  readonly statements: readonly Statement[];
  readonly comment: string | null;
}

export interface NftHook {
  readonly type: string;
  readonly hook: string;
  /** Null where it is not known, e.g. a variable that was not defined. */
  readonly priority: number | null;
  readonly policy: "accept" | "drop" | null;
  readonly policyAt: Span;
  readonly devices: readonly string[];
}

export interface NftChain {
  readonly name: string;
  readonly at: Span;
  hook: NftHook | null;
  readonly rules: NftRule[];
}

export interface NftSet {
  readonly name: string;
  readonly at: Span;
  readonly map: boolean;
  /** Flags as written: interval, timeout, dynamic, constant; `timeout` too where only a default one is given. */
  readonly flags: Set<string>;
  /** `size`; null where it is not written. */
  size: number | null;
  readonly elements: Element[];
}

/** A named limit or quota: whether it matches the excess. */
export interface NftLimit {
  readonly name: string;
  readonly at: Span;
  readonly over: boolean;
}

export interface NftTable {
  readonly family: TableFamily;
  readonly name: string;
  readonly at: Span;
  /** Switched off (`flags dormant`): nothing in it sees a packet. */
  dormant: boolean;
  readonly chains: Map<string, NftChain>;
  readonly sets: Map<string, NftSet>;
  readonly limits: Map<string, NftLimit>;
}

export interface Problem {
  readonly at: Span;
  readonly code: string;
  readonly message: string;
}

export interface NftRuleset {
  /** By family and name: `inet filter`. */
  readonly tables: ReadonlyMap<string, NftTable>;
  readonly problems: readonly Problem[];
}
