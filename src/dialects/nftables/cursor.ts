import { span, type SourceFile, type Span } from "../../source/index.js";
import type { Expression } from "./ast.js";
import type { Token } from "./tokens.js";

/** Thrown and caught inside the text reader alone: the statement cannot be read further. */
export class Unreadable extends Error {}

/** A place in the tokens of one file, with the variables that are in force there. */
export class Cursor {
  index = 0;
  /** How many brackets deep the reader is; bounds its recursion. */
  depth = 0;
  readonly variables = new Map<string, Expression>();

  constructor(
    readonly file: SourceFile,
    readonly tokens: readonly Token[],
  ) {}

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.index + ahead];
  }

  /** Whether the next token is this word or symbol; a quoted string never is. */
  at(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token !== undefined && token.text === text && (token.kind === "word" || token.kind === "symbol");
  }

  atEnd(): boolean {
    const token = this.peek();
    return token === undefined || token.kind === "end" || this.at("}");
  }

  take(): Token {
    const token = this.peek();
    if (token === undefined) throw new Unreadable("the text ends here");
    this.index++;
    return token;
  }

  /** Takes the token if it is this word or symbol. */
  accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.index++;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw new Unreadable(`${text} is missing`);
  }

  /** A name: a word, a number or a quoted string. */
  name(): string {
    const token = this.take();
    if (token.kind === "word" || token.kind === "string" || token.kind === "number") return token.text;
    throw new Unreadable(`${token.text} is no name`);
  }

  /** Passes over line breaks and semicolons. */
  skipEnds(): void {
    while (this.peek()?.kind === "end") this.index++;
  }

  /** Passes over line breaks, as inside the braces of a set. */
  skipLines(): void {
    while (this.peek()?.kind === "end" && this.peek()?.text === "\n") this.index++;
  }

  /** Goes on after the statement: past its braces, to the end of its line or before the brace that closes its block. */
  skipStatement(): void {
    for (let depth = 0, token = this.peek(); token !== undefined; token = this.peek()) {
      if (depth === 0 && (token.kind === "end" || this.at("}"))) return;
      if (this.at("{")) depth++;
      else if (this.at("}")) depth--;
      this.index++;
    }
  }

  /** Leaves a statement that began there behind, whole: in whichever of its braces the reading ended. */
  leave(start: number): void {
    const reached = this.index;
    this.index = start;
    this.skipStatement();
    if (this.index < reached) {
      this.index = reached;
      this.skipStatement();
    }
  }

  /** The place from a token's index up to where the cursor is. */
  spanFrom(index: number): Span {
    const first = this.tokens[index];
    const last = this.tokens[Math.max(index, this.index - 1)];
    const end = this.file.text.length;
    return span(this.file, first?.start ?? end, last?.end ?? end);
  }

  textFrom(index: number): string {
    const { start, end } = this.spanFrom(index);
    return this.file.text.slice(start, end).slice(0, 80);
  }

  /** Reads something in brackets; too deep a nesting is given up. */
  nested<T>(read: () => T): T {
    if (++this.depth > 40) throw new Unreadable("nested too deep");
    try {
      return read();
    } finally {
      this.depth--;
    }
  }
}
