import type { Confidence } from "./confidence.js";
import type { Span } from "../source/index.js";

/** The way of a call through the files: a chain, last step first. */
export interface Hop {
  readonly at: Span;
  /** What happens there, in a few words. */
  readonly note: string;
  readonly before: Hop | null;
}

/** How a place is reached. */
export interface Arrival {
  readonly hop: Hop;
  /** Where a secret has to be keyed in on the way; null where none is asked for. */
  readonly guard: Span | null;
  /** Lowered by what the files do not decide on the way. */
  readonly confidence: Confidence;
}

const LONGEST = 24;

/** From the caller to the place; of a very long way the middle is left out. */
export function hopsOf(hop: Hop | null): readonly Hop[] {
  const hops: Hop[] = [];
  for (let one = hop; one !== null; one = one.before) hops.push(one);
  hops.reverse();
  return hops.length <= LONGEST ? hops : [...hops.slice(0, LONGEST - 6), ...hops.slice(-6)];
}

const DOUBT: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 };

/** Lower is plainer: without a secret before with one, certain before doubtful. */
export function doubtOf({ guard, confidence }: Pick<Arrival, "guard" | "confidence">): number {
  return (guard === null ? 0 : 3) + DOUBT[confidence];
}

export function lower(a: Confidence, b: Confidence): Confidence {
  return DOUBT[a] >= DOUBT[b] ? a : b;
}
