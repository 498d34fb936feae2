import type { Span } from "../../../source/index.js";
import type { Value } from "./value.js";

/** What a reader of the way wants to see: a condition that nobody could tell, and a refusal that ended nothing. */
export interface Decision {
  readonly at: Span;
  readonly note: string;
}

/** The decisions on the way, newest last; a called route's own way hangs in between, so that it can be shared by its callers. */
export type Trail = null | { readonly before: Trail; readonly here: Decision | { readonly inside: Trail } };

/** What is known on one path: flags, variables, what was asked and what was passed. Never changed in place. */
export class State {
  #key: string | undefined;

  constructor(
    readonly known: ReadonlyMap<string, Value>,
    readonly trail: Trail,
  ) {}

  /** Equal keys mean equal knowledge; how it was come by does not count. */
  get key(): string {
    if (this.#key === undefined) {
      const parts: string[] = [];
      for (const [name, value] of this.known) parts.push(`${name}=${value.kind}${"value" in value ? `:${value.value}` : ""}`);
      this.#key = parts.sort().join(";");
    }
    return this.#key;
  }

  read(name: string): Value | undefined {
    return this.known.get(name);
  }

  has(name: string): boolean {
    return this.known.has(name);
  }

  write(name: string, value: Value): State {
    const held = this.known.get(name);
    if (value.kind === "unknown" && held === undefined) return this;
    if (held !== undefined && same(held, value)) return this;
    const known = new Map(this.known);
    if (value.kind === "unknown") known.delete(name);
    else known.set(name, value);
    return new State(known, this.trail);
  }

  after(decision: Decision): State {
    return this.#alike({ before: this.trail, here: decision });
  }

  along(trail: Trail): State {
    return trail === this.trail ? this : this.#alike(trail);
  }

  /** The same knowledge, come by on another way: the key stays. */
  #alike(trail: Trail): State {
    const state = new State(this.known, trail);
    state.#key = this.#key;
    return state;
  }

  /** Only what `keep` holds to. */
  only(keep: (name: string) => boolean): State {
    return new State(new Map([...this.known].filter(([name]) => keep(name))), this.trail);
  }
}

export const START: State = new State(new Map(), null);

export const RETURN_CODE = "$rc";

function same(a: Value, b: Value): boolean {
  return a.kind === b.kind && (!("value" in a) || !("value" in b) || a.value === b.value);
}

/** One of each knowledge, the first that came to it. */
export function distinct(states: readonly State[]): readonly State[] {
  return states.length < 2 ? states : [...new Map(states.toReversed().map((state) => [state.key, state])).values()].reverse();
}

/** The last decisions of a trail, oldest first. */
export function decisions(trail: Trail, most: number): readonly Decision[] {
  const found: Decision[] = [];
  const rest: Trail[] = [trail];
  for (let at = rest.pop(); at !== undefined && found.length < most; at = rest.pop()) {
    if (at === null) continue;
    rest.push(at.before);
    if ("inside" in at.here) rest.push(at.here.inside);
    else found.push(at.here);
  }
  return found.reverse();
}
