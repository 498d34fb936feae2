/** The YAML of a policy as values with their places: what every later step reads, and all that js-yaml is asked for. */
import type { Span } from "../../source/index.js";
import type { Entries } from "./entries.js";

export type Node = Scalar | Sequence | Mapping;

export interface Scalar {
  readonly kind: "scalar";
  /** The value with its quotes; empty, behind the key, where nothing is written. */
  readonly span: Span;
  readonly value: string | number | boolean | null;
  /** As written, quotes and escapes undone. */
  readonly text: string;
  readonly quoted: boolean;
  /** Offset of `text` in the file where it stands there letter by letter, so that a part of it has a place; else null. */
  readonly textStart: number | null;
  /** Something stands here that was refused already: what it may have meant is not asked any more. */
  readonly refused: boolean;
}

export interface Sequence {
  readonly kind: "sequence";
  readonly span: Span;
  readonly items: readonly Node[];
}

export interface Mapping {
  readonly kind: "mapping";
  readonly span: Span;
  /** In the order of the file; of duplicate keys, the first. */
  readonly entries: Entries;
  /** Something in it was refused already, so that what it lacks cannot be told. */
  readonly incomplete: boolean;
}

/**
 * An object that inherits nothing. Made by a constructor, because V8 keeps what `Object.create(null)` makes in a hash
 * table, which is several times slower for ten thousand small blocks.
 */
const Data = function () {} as unknown as new () => Record<string, unknown>;
Data.prototype = Object.create(null);

/**
 * The tree as plain data for the schema validator. Objects have no prototype, so a key such as `constructor` or
 * `__proto__` is a key like any other.
 */
export function toData(node: Node): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "sequence":
      return node.items.map(toData);
    case "mapping": {
      const data = new Data();
      for (const { key, node: value } of node.entries) data[key] = toData(value);
      return data;
    }
  }
}

/** The place of `length` signs at `offset` of a scalar's text; the whole scalar where they cannot be told apart. */
export function placeWithin(scalar: Scalar, offset: number, length: number): Span {
  if (scalar.textStart === null) return scalar.span;
  const start = scalar.textStart + offset;
  return { file: scalar.span.file, start, end: Math.min(start + length, scalar.textStart + scalar.text.length) };
}
