import type { Span, Standing } from "../source/index.js";

export { STANDINGS, type Standing } from "../source/index.js";

export type StatementCounts = Readonly<Record<Standing, number>>;

/** What an audit looked at, so that its silence is not taken for more than it is. */
export interface Audited {
  readonly files: readonly AuditedFile[];
  /** What was given and not looked at, with the reason. */
  readonly passedOver: readonly { readonly path: string; readonly reason: string }[];
  readonly statements: StatementCounts;
  readonly exposure: readonly Exposed[];
}

export interface AuditedFile {
  readonly path: string;
  /** What it was taken for, e.g. `asterisk`, `iptables-save`. */
  readonly kind: string;
  /** Null where its statements are not counted. */
  readonly statements: StatementCounts | null;
}

/** Something that listens, and who can reach it. */
export interface Exposed {
  readonly what: string;
  readonly at: Span;
  /** As the input or the engine's default has it; `?` where nobody can tell. */
  readonly protocol: string;
  readonly port: string;
  /** `anyone`: from any address of the Internet; `unknown`: nobody can tell. */
  readonly reach: "anyone" | "some" | "nobody" | "unknown";
  /** Who, in words: sources, or why nobody can tell. */
  readonly from: string;
  /** The line that decides it, and what that line is. */
  readonly decidedBy: { readonly span: Span; readonly note: string };
}
