import type { Value } from "./value.js";

/** What is known on one path: flags and variables with a known value, and the last return code. Never changed in place. */
export interface State {
  readonly known: ReadonlyMap<string, Value>;
}

export const START: State = { known: new Map() };

export const RETURN_CODE = "$rc";

export function read(state: State, name: string): Value | undefined {
  return state.known.get(name);
}

export function write(state: State, name: string, value: Value): State {
  if (value.kind === "unknown" && !state.known.has(name)) return state;
  const known = new Map(state.known);
  if (value.kind === "unknown") known.delete(name);
  else known.set(name, value);
  return { known };
}

/** Equal keys mean equal knowledge. */
export function keyOf({ known }: State): string {
  return [...known].map(([name, value]) => `${name}=${value.kind}${"value" in value ? `:${value.value}` : ""}`).sort().join(";");
}
