import type { SourceFile } from "../../source/index.js";
import type { Word } from "./tree.js";

/** What remains of a line once comments and the backslashes of `\;` are gone. */
export interface LogicalLine {
  readonly text: string;
  /** The part [from, to) of the text as a word with its place; an empty part is placed where it would stand. */
  word(from: number, to: number): Word;
}

/** A line of which all remains. */
export class PlainLine implements LogicalLine {
  constructor(
    readonly file: SourceFile,
    readonly start: number,
    readonly text: string,
  ) {}

  word(from: number, to: number): Word {
    return { text: this.text.slice(from, to), file: this.file, start: this.start + from, end: this.start + to };
  }
}

/** A line put together from pieces of a physical one. */
export class PiecedLine implements LogicalLine {
  readonly text: string;
  /** Offset in `text` at which each piece starts. */
  readonly #starts: readonly number[];

  constructor(
    readonly file: SourceFile,
    readonly start: number,
    line: string,
    readonly pieces: readonly (readonly [from: number, to: number])[],
  ) {
    const starts: number[] = [];
    let length = 0;
    for (const [from, to] of pieces) {
      starts.push(length);
      length += to - from;
    }
    this.#starts = starts;
    this.text = pieces.map(([from, to]) => line.slice(from, to)).join("");
  }

  word(from: number, to: number): Word {
    const start = this.#source(from);
    return { text: this.text.slice(from, to), file: this.file, start, end: to > from ? this.#source(to - 1) + 1 : start };
  }

  #source(at: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return this.start + (this.pieces[low]?.[0] ?? 0) + at - (this.#starts[low] ?? 0);
  }
}
