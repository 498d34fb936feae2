import type { Span } from "./span.js";

/**
 * Something about an input that the user must know before any judgement: a mistake in a policy, a file that cannot be
 * read, a field that a target cannot express.
 * - `error`: the input is refused; nothing is written.
 * - `warning`: the work goes on, with the effect that the message names.
 */
export interface Diagnostic {
  readonly level: "error" | "warning";
  /** Stable kebab-case kind, e.g. `yaml-duplicate-key`, `schema-unknown-key`, `reference-unknown`. */
  readonly code: string;
  readonly message: string;
  readonly at: Span;
  /** Means no harm as far as anybody can tell: those who want to know everything are told. */
  readonly minor?: true;
  /** What would be right, as a sentence or as a "did you mean" word. */
  readonly hint?: string;
  /** Other places the message speaks of, e.g. the first of two duplicates. */
  readonly related?: readonly { readonly at: Span; readonly note: string }[];
}
