import type { Span } from "../../source/index.js";

/** A word of a rule with its place; quotes are taken off. */
export interface Word {
  readonly text: string;
  readonly at: Span;
}

/** An option with its values, e.g. `! --dport 5060`; `module` is the `-m` it belongs to. */
export interface Option {
  readonly name: string;
  readonly values: readonly string[];
  readonly negated: boolean;
  readonly module: string | null;
  readonly at: Span;
}

export interface SavedRule {
  readonly at: Span;
  readonly chain: string;
  readonly options: readonly Option[];
  readonly target: { readonly name: string; readonly goto: boolean; readonly options: readonly Option[] } | null;
}

export interface SavedChain {
  readonly name: string;
  readonly at: Span;
  /** Null for a user chain (`-`). */
  readonly policy: "ACCEPT" | "DROP" | null;
  readonly rules: SavedRule[];
}

export interface SavedTable {
  readonly name: string;
  readonly at: Span;
  readonly chains: Map<string, SavedChain>;
}

/** `ipset save`: a set and its members. */
export interface SavedSet {
  readonly name: string;
  readonly type: string;
  readonly family: 4 | 6;
  /** A set with a timeout is filled and emptied while the system runs. */
  readonly timeout: boolean;
  /** `maxelem`; null where it is not written. */
  readonly most: number | null;
  /** `forceadd`: an entry makes room for the next once the set is full. */
  readonly yields: boolean;
  readonly members: { readonly text: string; readonly at: Span }[];
  readonly at: Span;
}

export interface Problem {
  readonly at: Span;
  readonly code: string;
  readonly message: string;
}

export interface SavedRuleset {
  readonly tables: readonly SavedTable[];
  readonly problems: readonly Problem[];
  /** 6 where the dump says so or holds IPv6 addresses alone; null where nothing tells. */
  readonly family: 4 | 6 | null;
}
