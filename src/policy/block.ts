import type { Span } from "../source/index.js";
import { joinPath, pathStep } from "./path.js";
import type { Entry } from "./read/entries.js";
import type { Mapping, Node, Scalar } from "./read/tree.js";
import type { Setting } from "./types.js";

/** A scalar of the policy with its type checked. */
export interface Located<T> {
  readonly value: T;
  readonly at: Span;
  readonly path: string;
  readonly scalar: Scalar;
}

/**
 * One block of the policy, read with care: what is absent or of the wrong type reads as null, and the schema has already
 * said so. This lets references and meaning be checked in whatever parts are well formed.
 */
export class Block {
  private constructor(
    readonly path: string,
    /** Where a reader should look for the block: its key; the value itself where it has none. */
    readonly at: Span,
    private readonly mapping: Mapping | null,
  ) {}

  static root(node: Node): Block {
    const { file, start } = node.span;
    return new Block("", { file, start, end: start }, node.kind === "mapping" ? node : null);
  }

  /** Whether the policy has a block here at all. */
  get written(): boolean {
    return this.mapping !== null;
  }

  has(key: string): boolean {
    return this.mapping?.entries.has(key) ?? false;
  }

  keys(): readonly string[] {
    return this.mapping?.entries.keys() ?? [];
  }

  pathOf(key: string): string {
    return joinPath(this.path, pathStep(key));
  }

  /** The block below a key; where it is absent, an unwritten block in the place of this one. */
  block(key: string): Block {
    const entry = this.mapping?.entries.get(key);
    if (entry === undefined) return new Block(this.pathOf(key), this.at, null);
    return new Block(this.pathOf(key), entry.keySpan, entry.node.kind === "mapping" ? entry.node : null);
  }

  /** The named blocks of a collection such as `accounts`, in the order of the file. */
  *named(): Generator<{ readonly name: string; readonly block: Block }> {
    for (const { key, keySpan, node } of this.mapping?.entries ?? []) {
      yield { name: key, block: new Block(this.pathOf(key), keySpan, node.kind === "mapping" ? node : null) };
    }
  }

  /** The blocks of a list such as `exceptions`. */
  *blocks(key: string): Generator<Block> {
    const node = this.#node(key);
    if (node?.kind !== "sequence") return;
    for (const [index, item] of node.items.entries()) {
      if (item.kind === "mapping") yield new Block(`${this.pathOf(key)}.${index}`, item.span, item);
    }
  }

  text(key: string): Located<string> | null {
    const located = this.#scalar(key);
    return located !== null && typeof located.value === "string" ? { ...located, value: located.value } : null;
  }

  integer(key: string): Located<number> | null {
    const located = this.#scalar(key);
    return located !== null && typeof located.value === "number" && Number.isInteger(located.value) ? { ...located, value: located.value } : null;
  }

  word<T extends string>(key: string, words: readonly T[]): Located<T> | null {
    const located = this.text(key);
    const value = words.find((word) => word === located?.value);
    return located === null || value === undefined ? null : { ...located, value };
  }

  /** The texts of a list; items of other types are left out. `at` is the list. */
  texts(key: string): { readonly at: Span; readonly path: string; readonly items: readonly Located<string>[] } | null {
    const node = this.#node(key);
    if (node?.kind !== "sequence") return null;
    const path = this.pathOf(key);
    const items = node.items.flatMap((item, index) =>
      item.kind === "scalar" && typeof item.value === "string" ? [{ value: item.value, at: item.span, path: `${path}.${index}`, scalar: item }] : [],
    );
    return { at: node.span, path, items };
  }

  entry(key: string): Entry | null {
    return this.mapping?.entries.get(key) ?? null;
  }

  setting<T>(key: string, written: { readonly value: T; readonly at: Span } | null, byDefault: T): Setting<T> {
    const path = this.pathOf(key);
    return written === null ? { value: byDefault, written: false, at: this.at, path } : { value: written.value, written: true, at: written.at, path };
  }

  #node(key: string): Node | null {
    return this.mapping?.entries.get(key)?.node ?? null;
  }

  #scalar(key: string): Located<Scalar["value"]> | null {
    const node = this.#node(key);
    return node?.kind === "scalar" ? { value: node.value, at: node.span, path: this.pathOf(key), scalar: node } : null;
  }
}
