import { type SourceFile, type Span, span } from "../../source/index.js";
import type { LogicalLine } from "./logical-line.js";
import { PiecedLine } from "./logical-line.js";

/** The engine loops for ever on a block comment nested deeper (main/config.c, MAX_NESTED_COMMENTS). */
export const DEEPEST_COMMENT = 128;

/** State that outlives a line. */
export interface CommentState {
  /** Open block comments; below zero after a `--;` that closed nothing, which the engine counts too. */
  depth: number;
  /** Set once the engine would hang. */
  endless: Span | null;
  /** Where a `--;` closed nothing. */
  readonly unopened: Span[];
}

/**
 * Runs over one line that holds a semicolon, or that begins in a block comment, as config_text_file_load() does.
 * @returns what remains; null where the line ends in the comment it began in
 */
export function stripComments(file: SourceFile, start: number, line: string, state: CommentState, comments: Span[]): LogicalLine | null {
  return new Stripper(file, start, line, state, comments).run();
}

/** Offsets in here are within the line, so that nothing is ever searched beyond it. */
class Stripper {
  readonly #pieces: [number, number][] = [];
  /** Where the piece that is still growing starts; null while nothing of the line is kept. */
  #open: number | null;
  /** Start of the outermost comment seen on this line. */
  #comment = 0;
  /** No mark reaches back over this offset: the engine looks for marks from here on. */
  #from = 0;
  /** Whether the engine has a line to process at all: none where the line begins inside a comment and never leaves it. */
  #processed: boolean;

  constructor(
    readonly file: SourceFile,
    readonly start: number,
    readonly line: string,
    readonly state: CommentState,
    readonly comments: Span[],
  ) {
    this.#processed = state.depth === 0;
    this.#open = this.#processed ? 0 : null;
  }

  run(): LogicalLine | null {
    const { line, state } = this;
    for (let mark = line.indexOf(";"); mark >= 0; mark = line.indexOf(";", this.#from)) {
      if (mark > this.#from && line[mark - 1] === "\\") this.#escape(mark);
      else if (line.startsWith("--", mark + 1) && line[mark + 3] !== "-") {
        if (!this.#begin(mark)) return null;
      } else if (mark >= this.#from + 2 && line[mark - 1] === "-" && line[mark - 2] === "-") this.#finish(mark);
      else if (state.depth !== 0) this.#from = mark + 1;
      else return this.#lineComment(mark);
    }
    this.#close(line.length);
    if (state.depth > 0 && this.#processed) this.#mark(this.#comment, line.length);
    return this.#result();
  }

  #result(): LogicalLine | null {
    if (!this.#processed && this.line.length > 0) this.#mark(0, this.line.length);
    return this.#processed ? new PiecedLine(this.file, this.start, this.line, this.#pieces) : null;
  }

  #span(from: number, to: number): Span {
    return span(this.file, this.start + from, this.start + to);
  }

  #mark(from: number, to: number): void {
    this.comments.push(this.#span(from, to));
  }

  /** Ends the growing piece, as the engine's terminator does; what follows is not part of the line. */
  #close(at: number): void {
    if (this.#open !== null && at > this.#open) this.#pieces.push([this.#open, at]);
    this.#open = null;
  }

  #lineComment(mark: number): LogicalLine | null {
    this.#close(mark);
    if (this.#processed) this.#mark(mark, this.line.length);
    return this.#result();
  }

  #escape(mark: number): void {
    if (this.#open !== null) {
      this.#close(mark - 1);
      this.#open = mark;
    }
    this.#from = mark + 1;
  }

  #begin(mark: number): boolean {
    const { state } = this;
    if (state.depth >= DEEPEST_COMMENT) {
      state.endless = this.#span(mark, mark + 3);
      return false;
    }
    this.#close(mark);
    if (state.depth === 0) this.#comment = mark;
    state.depth += 1;
    this.#from = mark + 3;
    return true;
  }

  #finish(mark: number): void {
    const { state } = this;
    state.depth -= 1;
    this.#from = mark + 1;
    if (state.depth === -1) state.unopened.push(this.#span(mark - 2, mark + 1));
    if (state.depth !== 0) return;
    this.#mark(this.#comment, mark + 1);
    this.#processed = true;
    this.#open = mark + 1;
  }
}
