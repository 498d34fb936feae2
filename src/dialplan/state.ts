import type { Characters } from "./characters.js";
import { NO_CHARACTERS, within } from "./characters.js";
import { charactersOf, keyOf, type Shape } from "./shape.js";
import { EMPTY, joinedValue, reshaped, type Value } from "./value.js";

/** The variables of a channel as far as they are known; a name that is missing is empty, or a global variable. */
export type Variables = ReadonlyMap<string, Value>;

/** More are not kept apart: they are unknown. */
export const MOST_VARIABLES = 120;

/** What holds on either way into a place. The first is given back untouched where the second adds nothing. */
export function joinedVariables(a: Variables, b: Variables, wide: boolean): Variables {
  if (a === b) return a;
  let changed: Map<string, Value> | null = null;
  const join = (name: string, before: Value, other: Value): void => {
    if (before === other) return;
    const joined = joinedValue(before, other);
    if (sameValue(joined, before)) return;
    changed ??= new Map(a);
    changed.set(name, wide ? widened(joined) : joined);
  };
  for (const [name, value] of a) if (name !== "EXTEN") join(name, value, b.get(name) ?? EMPTY);
  let room = MOST_VARIABLES - a.size;
  for (const [name, value] of b) {
    if (name === "EXTEN") join(name, a.get(name) ?? EMPTY, value);
    else if (!a.has(name) && (room -= 1) >= 0) join(name, EMPTY, value);
  }
  return changed ?? a;
}

function sameValue(a: Value, b: Value): boolean {
  return a === b || (a.foreign === b.foreign && (a.trail === null) === (b.trail === null) && (a.shape === b.shape || keyOf(a.shape) === keyOf(b.shape)));
}

/** Only its characters stay, so that going round in circles comes to an end. */
function widened(value: Value): Value {
  return reshaped(value, { parts: [], tail: charactersOf(value.shape) });
}

/** What a condition proves about a variable on one of its ways. */
export interface Proof {
  readonly name: string;
  /** What it can be there; null where the condition tells nothing of that. */
  readonly shape: Shape | null;
  /** The only characters it has there. */
  readonly only: Characters | null;
}

export function proven(variables: Variables, proofs: readonly Proof[], narrow: (value: Value, proof: Proof) => Value | null): Variables | null {
  if (proofs.length === 0) return variables;
  const result = new Map(variables);
  for (const proof of proofs) {
    const value = result.get(proof.name);
    if (value === undefined) continue;
    const next = narrow(value, proof);
    if (next === null) return null;
    result.set(proof.name, next);
  }
  return result;
}

export function harmless(value: Value, dangerous: Characters): boolean {
  return (value.foreign & dangerous) === NO_CHARACTERS || within(value.foreign, NO_CHARACTERS);
}
