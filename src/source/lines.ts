import type { SourceFile, Span } from "./span.js";

/** A place as people and SARIF count it: both 1-based, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const starts = new WeakMap<SourceFile, readonly number[]>();

/** Offsets at which each line starts. `\n`, `\r\n` and lone `\r` end a line, as editors count them. */
export function lineStarts(file: SourceFile): readonly number[] {
  const known = starts.get(file);
  if (known !== undefined) return known;
  const found = [0];
  const breaks = /\r\n|\n|\r/g;
  while (breaks.exec(file.text) !== null) found.push(breaks.lastIndex);
  starts.set(file, found);
  return found;
}

/** The line and column of an offset; an offset past the end counts as the end. */
export function positionOf(file: SourceFile, offset: number): Position {
  const lines = lineStarts(file);
  const at = Math.max(0, Math.min(offset, file.text.length));
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (lines[low] ?? 0) + 1 };
}

/** The text of a 1-based line without its line break; empty past the end. */
export function lineText(file: SourceFile, line: number): string {
  const lines = lineStarts(file);
  const start = lines[line - 1];
  if (start === undefined) return "";
  return file.text.slice(start, lines[line] ?? file.text.length).replace(/[\r\n]+$/, "");
}

/** `path:line:col` of the place where a span starts. */
export function placeOf(at: Span): string {
  const { line, column } = positionOf(at.file, at.start);
  return `${at.file.path}:${line}:${column}`;
}
