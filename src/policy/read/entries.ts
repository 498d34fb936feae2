import type { Span } from "../../source/index.js";
import type { Node } from "./tree.js";

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly node: Node;
}

/** The pairs of one block, in the order of the file and by key. Most blocks hold three: they need no table. */
export class Entries implements Iterable<Entry> {
  readonly #list: Entry[] = [];
  #table: Map<string, Entry> | null = null;

  get(key: string): Entry | undefined {
    if (this.#table !== null) return this.#table.get(key);
    for (const entry of this.#list) if (entry.key === key) return entry;
    return undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  keys(): readonly string[] {
    return this.#list.map(({ key }) => key);
  }

  /** The key must not be there yet. */
  add(entry: Entry): void {
    this.#list.push(entry);
    if (this.#table !== null) this.#table.set(entry.key, entry);
    else if (this.#list.length > SMALL) this.#table = new Map(this.#list.map((one) => [one.key, one]));
  }

  [Symbol.iterator](): Iterator<Entry> {
    return this.#list.values();
  }
}

const SMALL = 8;
