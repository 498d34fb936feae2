import type { Span } from "../source/span.js";

/** One fail2ban as its files have it. */
export interface JailHost {
  readonly path: string;
  /** The start of its first file. */
  readonly at: Span;
  /** Those that are switched on. */
  readonly jails: readonly Jail[];
}

export interface Jail {
  readonly name: string;
  /** The line that switches it on. */
  readonly at: Span;
  /** By name, its own or those of [DEFAULT], with names in them replaced; absent where nobody wrote one. */
  readonly options: ReadonlyMap<string, { readonly value: string; readonly at: Span }>;
}
