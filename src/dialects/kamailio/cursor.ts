import { span, type Span } from "../../source/index.js";
import type { Problem } from "./ast.js";
import type { Lexer } from "./lex.js";
import type { Token } from "./token.js";

/** Thrown inside the parser to leave a broken statement, caught where parsing goes on; it never leaves this folder. */
export class SyntaxProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** Deeper nesting than any configuration has, and shallow enough for the stack. */
const MAX_NESTING = 200;

/** One token of look-ahead over the lexer. */
export class Cursor {
  private ahead: Token | null = null;
  private last: Token;
  private nesting = 0;

  constructor(
    readonly lexer: Lexer,
    readonly problems: Problem[],
  ) {
    this.last = this.peek();
  }

  peek(): Token {
    this.ahead ??= this.lexer.next();
    return this.ahead;
  }

  next(): Token {
    const token = this.peek();
    this.ahead = null;
    this.last = token;
    return token;
  }

  /** The lexer itself, for the one place whose tokens have rules of their own; nothing may be looked ahead. */
  raw(): Lexer {
    if (this.ahead !== null) throw new Error("a token is looked ahead");
    return this.lexer;
  }

  is(text: string): boolean {
    const token = this.peek();
    return (token.kind === "punct" || token.kind === "id") && token.text === text;
  }

  eat(text: string): Token | null {
    return this.is(text) ? this.next() : null;
  }

  expect(text: string, what: string): Token {
    return this.eat(text) ?? this.fail(this.peek().at, "syntax", `${what}: "${text}" is expected, not ${shown(this.peek())}`);
  }

  fail(at: Span, code: string, message: string): never {
    throw new SyntaxProblem({ at, effect: "fatal", code, message });
  }

  report(at: Span, effect: Problem["effect"], code: string, message: string): void {
    this.problems.push({ at, effect, code, message });
  }

  /** From the start of a token to the end of the last one read; the start alone where they lie in different files. */
  since(start: Span): Span {
    const end = this.last.at;
    return end.file === start.file && end.end >= start.start ? span(start.file, start.start, end.end) : start;
  }

  nested<T>(read: () => T): T {
    if (this.nesting >= MAX_NESTING) this.fail(this.peek().at, "nesting-too-deep", `nesting deeper than ${MAX_NESTING} is not read`);
    this.nesting++;
    try {
      return read();
    } finally {
      this.nesting--;
    }
  }
}

export function shown(token: Token): string {
  return token.kind === "end" ? "the end of the file" : JSON.stringify(token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text);
}
