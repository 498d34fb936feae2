import { span, type SourceFile, type Span } from "../../../source/index.js";
import type { Problem } from "../ast.js";

/** One column of a list file. */
export interface Column<T> {
  readonly value: T;
  readonly at: Span;
}

/** What the engine would do with a list, and what it holds. */
export interface List<T> {
  readonly entries: readonly T[];
  readonly problems: readonly Problem[];
}

/** The buffer of a line (address.c, dispatch.c: fgets of 1024); what is longer is read as another line. */
const LONGEST_LINE = 1023;

/**
 * Reads a line as the modules do, column by column: numbers end at the first sign that is no digit, words at a blank or at `#`. A column
 * that is absent is null, and what follows the last one is passed over.
 */
export class Columns {
  private at: number;

  constructor(
    readonly file: SourceFile,
    readonly line: Span,
  ) {
    this.at = line.start;
  }

  /** Whether nothing follows but a comment; blanks are passed over. */
  get ended(): boolean {
    while (this.at < this.line.end && /\s/.test(this.file.text[this.at] ?? "")) this.at += 1;
    return this.at >= this.line.end || this.file.text[this.at] === "#";
  }

  /** Digits; 0 without any, and then the next column begins at the same place. */
  number(): Column<number> {
    const start = this.at;
    while (/[0-9]/.test(this.file.text[this.at] ?? "") && this.at < this.line.end) this.at += 1;
    return { value: Number(this.file.text.slice(start, this.at)), at: span(this.file, start, this.at) };
  }

  word(stop = /[\s#]/): Column<string> {
    const start = this.at;
    while (this.at < this.line.end && !stop.test(this.file.text[this.at] ?? "")) this.at += 1;
    return { value: this.file.text.slice(start, this.at), at: span(this.file, start, this.at) };
  }

  /** Reads a column unless the line has ended. */
  optional<T>(read: () => Column<T>): Column<T> | null {
    return this.ended ? null : read();
  }
}

/** Reads every line that is not empty or a comment. */
export function readLines<T>(file: SourceFile, read: (columns: Columns, report: (at: Span, effect: Problem["effect"], code: string, message: string) => void) => T | null): List<T> {
  const problems: Problem[] = [];
  const entries: T[] = [];
  for (const match of file.text.matchAll(/[^\n]+/g)) {
    const line = span(file, match.index, match.index + match[0].length);
    if (match[0].length > LONGEST_LINE) problems.push({ at: line, effect: "silent", code: "line-too-long", message: `what follows the first ${LONGEST_LINE} characters is read as another line` });
    const columns = new Columns(file, line);
    if (columns.ended) continue;
    const entry = read(columns, (at, effect, code, message) => problems.push({ at, effect, code, message }));
    if (entry !== null) entries.push(entry);
  }
  return { entries, problems };
}
