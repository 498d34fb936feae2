import type { Span } from "../source/span.js";

/** A line of sshd_config. */
export interface SshdSetting {
  /** What stands behind the keyword, quotes taken off. */
  readonly value: string;
  readonly at: Span;
}

/** Lines that count only for the connections they describe, up to the next `Match`. */
export interface SshdMatch {
  /** As written: `User backup Address 10.0.0.0/8`, `all`. */
  readonly condition: string;
  readonly at: Span;
  readonly settings: ReadonlyMap<string, readonly SshdSetting[]>;
}

/** One OpenSSH server's configuration with what it includes. */
export interface SshdSystem {
  readonly path: string;
  /** The start of the main file. */
  readonly at: Span;
  /** False where it includes what was not given. */
  readonly complete: boolean;
  /** By keyword in lower case, in the order they are read: the first of a keyword counts, but for those that add up (Port). */
  readonly settings: ReadonlyMap<string, readonly SshdSetting[]>;
  readonly matches: readonly SshdMatch[];
}
