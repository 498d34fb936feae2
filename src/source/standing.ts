import type { Span } from "./span.js";

/**
 * How far a statement of an input was understood:
 * - `understood`: what it does is in the model, even where it does nothing or does harm;
 * - `irrelevant`: known, and without a bearing on security;
 * - `not-modelled`: known, and not in the model yet;
 * - `outside`: it depends on what was not given: another file, a program, a database, a name server;
 * - `unrecognised`: no reader knows it.
 */
export const STANDINGS = ["understood", "irrelevant", "not-modelled", "outside", "unrecognised"] as const;
export type Standing = (typeof STANDINGS)[number];

export interface StandingOf {
  readonly at: Span;
  readonly standing: Standing;
}
