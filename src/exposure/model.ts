/**
 * One model for iptables and nft: chains of rules at hooks, each rule a conjunction of matches and a verdict. What a
 * reader does not know stays in the model as `unknown`, so that nothing is ever proved on a guess.
 */
import type { Span } from "../source/index.js";
import type { AddressSet, Family } from "./addresses.js";

export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

export type State = "new" | "established" | "related" | "invalid" | "untracked";

/** Packets that a rate limit lets through, averaged; absent from a limit that counts something else or could not be read. */
export interface PacketRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** `negated` turns the whole match around. */
export type Match = { readonly negated: boolean } & (
  | { readonly kind: "source"; readonly addresses: AddressSet }
  | { readonly kind: "destination"; readonly addresses: AddressSet }
  /** Membership of a set; `complete` where its members are known and nothing adds to it while the system runs. */
  | { readonly kind: "source-set"; readonly name: string; readonly members: AddressSet; readonly complete: boolean }
  | { readonly kind: "destination-set"; readonly name: string; readonly members: AddressSet; readonly complete: boolean }
  | { readonly kind: "in-interface" | "out-interface"; readonly names: readonly string[] }
  /** Names as in /etc/protocols: `udp`, `tcp`, `icmp`, `icmpv6`; numbers as text where they have none. */
  | { readonly kind: "protocol"; readonly protocols: readonly string[] }
  | { readonly kind: "source-port" | "destination-port"; readonly protocols: readonly string[]; readonly ports: readonly NumberRange[] }
  | { readonly kind: "state"; readonly states: readonly State[] }
  | { readonly kind: "family"; readonly family: Family }
  /** Rate, count or quota: matches now and then. `per` says for whom it counts, `above` whether it matches the excess. */
  | { readonly kind: "limit"; readonly per: "source" | "all"; readonly above: boolean; readonly text: string; readonly counter?: Counter; readonly rate?: PacketRate }
  /** Flags of a TCP segment; the queried first packet of a connection is a lone SYN. */
  | { readonly kind: "tcp-flags"; readonly mask: readonly string[]; readonly set: readonly string[] }
  /** Types of ICMP messages; matches only packets of the protocol. */
  | { readonly kind: "icmp-type"; readonly protocol: "icmp" | "icmpv6"; readonly types: readonly NumberRange[] }
  /** What the sender chooses freely (length, payload, time): whoever wants in fits it, whoever is to be dropped avoids it. */
  | { readonly kind: "content"; readonly text: string }
  /** What only a sender on the same link can bring about (a hop limit of 255). */
  | { readonly kind: "neighbour"; readonly text: string }
  /** The way back to the source does not lead through the interface the packet came in by. */
  | { readonly kind: "spoofed"; readonly text: string }
  /** The packet, or the first of its flow, was sent somewhere else by a redirect. */
  | { readonly kind: "redirected"; readonly text: string }
  /**
   * One of the alternatives holds, each a conjunction: concatenations, sets of what has no kind of its own. With
   * `complete` false there are more of them while the system runs. `name` is the set's, null for one without.
   */
  | { readonly kind: "any"; readonly name: string | null; readonly alternatives: readonly (readonly Match[])[]; readonly complete: boolean }
  /** Sent to an address of this host itself, and to it alone: no broadcast, no multicast. What is asked about always is. */
  | { readonly kind: "own"; readonly text: string }
  /** Matches no packet at all, e.g. contradictory options. */
  | { readonly kind: "never"; readonly text: string }
  | { readonly kind: "unknown"; readonly text: string }
);

/** What a limit counts by, as far as it was written. */
export interface Counter {
  /** Of the table or list it counts in; rules of one name share it. */
  readonly name: string;
  readonly kind: "hashlimit" | "recent" | "set";
  /** What makes up a key: `srcip`, `dstport` …; empty: all packets are one. */
  readonly by: readonly string[];
  /** Bits of the address that count; null: all. */
  readonly prefix: number | null;
  /** Entries the table can hold; null: what the system has by default. */
  readonly most: number | null;
}

export type Verdict =
  | { readonly kind: "accept" | "drop" | "reject" | "return" }
  | { readonly kind: "jump" | "goto"; readonly chain: string }
  /** Counts, logs, marks: the packet goes on. */
  | { readonly kind: "continue" }
  /** Sends the packet somewhere else; `port` null where it stays. */
  | { readonly kind: "redirect"; readonly port: number | null; readonly address: string | null }
  /** From here on the packet has the state `untracked`. */
  | { readonly kind: "notrack" }
  | { readonly kind: "unknown"; readonly text: string };

export interface FilterRule {
  readonly at: Span;
  readonly matches: readonly Match[];
  readonly verdict: Verdict;
  /** Names of the sets that it puts the source of each matching packet into. */
  readonly adds?: readonly string[];
  /** What it does beside that. */
  readonly actions?: readonly Action[];
  /** What its author wrote beside it. */
  readonly comment?: string;
}

/** What a rule does to a packet without deciding on it. */
export type Action =
  | { readonly kind: "log" }
  /** A helper of connection tracking: opens the ports that it reads in the payload (`sip`). */
  | { readonly kind: "helper"; readonly name: string }
  /** Rewrites the source. */
  | { readonly kind: "source-nat" };

export interface Chain {
  /** Unique within the ruleset: `ip filter INPUT`. */
  readonly key: string;
  readonly name: string;
  readonly at: Span;
  readonly rules: readonly FilterRule[];
  readonly base: BaseChain | null;
}

export interface BaseChain {
  readonly hook: "prerouting" | "input" | "forward" | "output" | "postrouting" | "ingress";
  /** Lower runs first; raw −300, mangle −150, dstnat −100, filter 0. */
  readonly priority: number;
  readonly type: "filter" | "nat" | "route";
  readonly policy: "accept" | "drop";
  readonly policyAt: Span;
  readonly families: readonly Family[];
  /** At ingress: the interfaces it is bound to. */
  readonly devices?: readonly string[];
}

export interface Ruleset {
  readonly chains: ReadonlyMap<string, Chain>;
}
