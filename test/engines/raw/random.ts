/** A generator that can be repeated: print its seed with a failure. */
export interface Random {
  /** One of the items. */
  readonly pick: <T>(items: readonly T[]) => T;
  /** A whole number from 0 up to, and without, the limit. */
  readonly below: (limit: number) => number;
  readonly chance: (p: number) => boolean;
  /** Several of the items, each at most once, in any order. */
  readonly some: <T>(items: readonly T[], least: number, most: number) => T[];
}

export function randomness(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    below,
    chance: (p) => next() < p,
    some: (items, least, most) => {
      const rest = [...items];
      return Array.from({ length: Math.min(rest.length, least + below(most - least + 1)) }, () => rest.splice(below(rest.length), 1)).flat();
    },
  };
}
