import { type SourceFile, type Span, span } from "../../source/index.js";
import { type CommentState, DEEPEST_COMMENT, stripComments } from "./comments.js";
import { eachLine } from "./lines.js";
import { type LogicalLine, PlainLine } from "./logical-line.js";
import { parseStatement, textAfterSection, trim } from "./statement.js";
import type { AsteriskFile, Problem, Statement } from "./tree.js";

/**
 * Parses any of Asterisk's configuration files that go through main/config.c (pjsip.conf, extensions.conf, manager.conf, ...;
 * not extensions.ael or .lua). Never throws; takes time and memory in proportion to the text.
 *
 * The tree is the file as written: `load` resolves templates, appends and includes. Statements after one that makes the file
 * invalid are in the tree too.
 */
export function parseAsterisk(file: SourceFile, { openComments = 0, follows = false }: ParseOptions = {}): AsteriskFile {
  return new Parser(file, openComments).run(follows);
}

export interface ParseOptions {
  /** Block comments that an earlier file of the same glob left open. */
  readonly openComments?: number;
  /** Not the first file of a glob: its byte order mark is data. */
  readonly follows?: boolean;
}

class Parser {
  readonly #statements: Statement[] = [];
  readonly #comments: Span[] = [];
  readonly #problems: Problem[] = [];
  readonly #state: CommentState;
  /** Where the comment that is still open began. */
  #opened: Span | null = null;

  constructor(
    readonly file: SourceFile,
    openComments: number,
  ) {
    this.#state = { depth: openComments, endless: null, unopened: [] };
  }

  run(follows: boolean): AsteriskFile {
    eachLine(this.file.text, follows, (start, end, tooLong) => {
      if (this.#state.endless === null) this.#line(start, end, tooLong);
    });
    this.#reportComments();
    const problems = this.#problems.sort((a, b) => a.at.start - b.at.start);
    return { file: this.file, statements: this.#statements, comments: this.#comments, problems, openComments: this.#state.depth };
  }

  #line(start: number, end: number, tooLong: boolean): void {
    if (tooLong) {
      this.#problem("line-too-long", "warn", "the line has more than 8190 bytes: Asterisk skips it", span(this.file, start, end));
      return;
    }
    const line = this.#strip(start, end);
    if (line === null) return;
    const [from, to] = trim(line.text, 0, line.text.length);
    if (from < to) this.#statement(line, from, to);
  }

  #strip(start: number, end: number): LogicalLine | null {
    const text = this.file.text.slice(start, end);
    const before = this.#state.depth;
    if (before === 0 && !text.includes(";")) return new PlainLine(this.file, start, text);
    const line = stripComments(this.file, start, text, this.#state, this.#comments);
    if (before === 0 && this.#state.depth !== 0) this.#opened = this.#comments.at(-1) ?? span(this.file, start, end);
    return line;
  }

  #statement(line: LogicalLine, from: number, to: number): void {
    const statement = parseStatement(line, from, to);
    this.#statements.push(statement);
    if (statement.kind === "unreadable") this.#problems.push(statement.problem);
    if (statement.kind === "section") {
      const ignored = textAfterSection(line, statement, from, to);
      if (ignored?.text.startsWith("(")) {
        this.#problem("section-options-ignored", "warn", `\`${ignored.text}\` is ignored: the parenthesis must follow \`]\` at once`, ignored);
      } else if (ignored !== null) this.#problem("text-after-section", "warn", `\`${ignored.text}\` after the section's name is ignored`, ignored);
    }
  }

  #reportComments(): void {
    const { endless, unopened, depth } = this.#state;
    for (const at of unopened) {
      this.#problem("comment-closed-unopened", "warn", "`--;` closes no block comment: Asterisk takes what follows for one, up to the next `;--`", at);
    }
    if (endless !== null) this.#problem("comment-too-deep", "file-invalid", `block comments are nested deeper than ${DEEPEST_COMMENT}: Asterisk does not come back from reading this`, endless);
    else if (depth > 0 && this.#opened !== null) this.#problem("comment-not-closed", "warn", "a block comment `;--` is never closed: all that follows is a comment", this.#opened);
  }

  #problem(code: string, effect: Problem["effect"], message: string, at: Span): void {
    this.#problems.push({ code, effect, message, at });
  }
}
