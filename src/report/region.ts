import { positionOf, type Span } from "../source/index.js";

/** A span as machines count it: 1-based, columns in UTF-16 code units, the end exclusive (SARIF 2.1.0, 3.30). */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function regionOf({ file, start, end }: Span): Region {
  const from = positionOf(file, start);
  const to = positionOf(file, Math.max(start, end));
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
