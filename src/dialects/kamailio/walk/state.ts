import type { Span } from "../../../source/index.js";
import type { Value } from "./value.js";

/** What a reader of the way wants to see: a condition that nobody could tell, and a refusal that ended nothing. */
export interface Decision {
  readonly at: Span;
  readonly note: string;
}

/** The decisions on the way, newest last; a called route's own way hangs in between, so that it can be shared by its callers. */
export type Trail = null | { readonly before: Trail; readonly here: Decision | { readonly inside: Trail } };

/** Facts that a place of too many paths keeps. Told apart by identity: make one once. */
export type Keep = (name: string) => boolean;

/**
 * What is known: flags, variables, what was asked and what was passed. Of each knowledge there is one object in a walk, so that
 * two are compared by looking at which they are, and what a fact adds to it is worked out once.
 */
export class Knowledge {
  readonly #next = new Map<string, Knowledge>();
  readonly #kept = new Map<Keep, Knowledge>();
  /** Tells it from all others of its walk. */
  readonly nth: number;

  private constructor(
    readonly facts: ReadonlyMap<string, Value>,
    /** The facts in words, sorted: in one piece they are what it is found by. */
    private readonly words: readonly string[],
    private readonly all: Map<string, Knowledge>,
  ) {
    this.nth = all.size;
  }

  /** Of somebody who knows nothing; what is learned from there on is remembered as long as this is. */
  static none(): Knowledge {
    const all = new Map<string, Knowledge>();
    const none = new Knowledge(new Map(), [], all);
    all.set("", none);
    return none;
  }

  /** How much was ever known along with it; all of it is held as long as this is. */
  get relatives(): number {
    return this.all.size;
  }

  with(name: string, value: Value): Knowledge {
    const held = this.facts.get(name);
    if (value.kind === "unknown" && held === undefined) return this;
    if (held !== undefined && same(held, value)) return this;
    const fact = spelled(name, value);
    let next = this.#next.get(fact);
    if (next === undefined) {
      const others = held === undefined ? this.words : this.words.filter((word) => word !== spelled(name, held));
      next = this.#made(value.kind === "unknown" ? others : [...others, fact].sort(), (facts) => void (value.kind === "unknown" ? facts.delete(name) : facts.set(name, value)));
      this.#next.set(fact, next);
    }
    return next;
  }

  only(keep: Keep): Knowledge {
    let kept = this.#kept.get(keep);
    if (kept === undefined) {
      const left = [...this.facts].filter(([name]) => keep(name));
      kept = this.#made(left.map(([name, value]) => spelled(name, value)).sort(), (facts) => { for (const name of this.facts.keys()) if (!keep(name)) facts.delete(name); });
      this.#kept.set(keep, kept);
    }
    return kept;
  }

  #made(words: readonly string[], change: (facts: Map<string, Value>) => void): Knowledge {
    const key = words.join(";");
    const known = this.all.get(key);
    if (known !== undefined) return known;
    const facts = new Map(this.facts);
    change(facts);
    const made = new Knowledge(facts, words, this.all);
    this.all.set(key, made);
    return made;
  }
}

export function spelled(name: string, value: Value): string {
  return `${name}=${value.kind}${"value" in value ? `:${value.value}` : ""}`;
}

/** Where one path is: what is known there, and how it was come by. Never changed in place. */
export class State {
  constructor(
    readonly knowledge: Knowledge,
    readonly trail: Trail,
  ) {}

  read(name: string): Value | undefined {
    return this.knowledge.facts.get(name);
  }

  has(name: string): boolean {
    return this.knowledge.facts.has(name);
  }

  write(name: string, value: Value): State {
    return this.#knowing(this.knowledge.with(name, value));
  }

  after(decision: Decision): State {
    return new State(this.knowledge, { before: this.trail, here: decision });
  }

  along(trail: Trail): State {
    return trail === this.trail ? this : new State(this.knowledge, trail);
  }

  only(keep: Keep): State {
    return this.#knowing(this.knowledge.only(keep));
  }

  #knowing(knowledge: Knowledge): State {
    return knowledge === this.knowledge ? this : new State(knowledge, this.trail);
  }
}

export const RETURN_CODE = "$rc";

function same(a: Value, b: Value): boolean {
  return a.kind === b.kind && (!("value" in a) || !("value" in b) || a.value === b.value);
}

/** One of each knowledge, the first that came to it. */
export function distinct(states: readonly State[]): readonly State[] {
  return states.length < 2 ? states : [...new Map(states.toReversed().map((state) => [state.knowledge, state])).values()].reverse();
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
