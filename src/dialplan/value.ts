import type { Span } from "../source/index.js";
import { ANY_CHARACTER, type Characters, NO_CHARACTERS } from "./characters.js";
import { ANYTHING, charactersOf, filtered, followedBy, joined, type Shape } from "./shape.js";

/** Where a value comes from that somebody else decides. */
export type Origin =
  /** The number that is asked for. */
  | "number"
  /** The caller's number or name as the signalling tells it. */
  | "caller"
  /** Any other part of a message. */
  | "header"
  /** Keys pressed during the call. */
  | "keys";

/** The way of a value from where it came in to where it is used: a chain, last step first. */
export interface Trail {
  readonly at: Span;
  readonly note: string;
  readonly before: Trail | null;
  readonly origin: Origin;
  /** What it is called where it comes in: `${EXTEN}`. */
  readonly source: string;
}

/** What a variable can hold when a step runs. */
export interface Value {
  readonly shape: Shape;
  /** The characters of it that somebody outside may choose; none where nobody can. */
  readonly foreign: Characters;
  /** Set where somebody outside chooses, even if only among digits. */
  readonly trail: Trail | null;
  /** The variable that this one is the filtered copy of, and what the filter lets through. */
  readonly copy: { readonly of: string; readonly set: Characters } | null;
  /** Handed to the channels that this one makes: `_` to the next, `__` to all. */
  readonly inherited: boolean;
}

export function plain(shape: Shape): Value {
  return { shape, foreign: NO_CHARACTERS, trail: null, copy: null, inherited: false };
}

/** Nobody outside decides it, and the files do not tell what it is. */
export const UNKNOWN: Value = plain(ANYTHING);
export const EMPTY: Value = plain("");

export function foreign(shape: Shape, trail: Trail): Value {
  return { shape, foreign: charactersOf(shape), trail, copy: null, inherited: false };
}

export function appended(a: Value, b: Value): Value {
  if (a === EMPTY) return b;
  return { shape: followedBy(a.shape, b.shape), foreign: a.foreign | b.foreign, trail: a.trail ?? b.trail, copy: null, inherited: false };
}

export function joinedValue(a: Value, b: Value): Value {
  if (a === b) return a;
  const shape = joined(a.shape, b.shape);
  if (shape === a.shape && (b.foreign & ~a.foreign) === NO_CHARACTERS && (a.trail !== null || b.trail === null)) return a;
  return { shape, foreign: a.foreign | b.foreign, trail: a.trail ?? b.trail, copy: null, inherited: a.inherited || b.inherited };
}

/** The same value in another shape: nobody chooses characters that it can no longer have. */
export function reshaped(value: Value, shape: Shape): Value {
  return { ...value, shape, foreign: value.foreign & charactersOf(shape), copy: null };
}

export function kept(value: Value, set: Characters): Value {
  return reshaped(value, filtered(value.shape, set));
}

/** Nobody knows what a function makes of it; whoever chose the input chooses among these characters. */
export function madeOf(value: Value, set: Characters = ANY_CHARACTER): Value {
  return value.trail === null ? UNKNOWN : { ...value, shape: { parts: [], tail: set }, foreign: value.foreign === NO_CHARACTERS ? NO_CHARACTERS : set, copy: null };
}

export function stepped(value: Value, at: Span, note: string): Value {
  return value.trail === null ? value : { ...value, trail: { ...value.trail, at, note, before: value.trail } };
}

/** From where it came in to the last step. */
export function stepsOf(trail: Trail | null): readonly Trail[] {
  const steps: Trail[] = [];
  for (let step = trail; step !== null && steps.length < 40; step = step.before) steps.push(step);
  return steps.reverse();
}
