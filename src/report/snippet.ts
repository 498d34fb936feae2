import { lineStarts, lineText, positionOf, type Span } from "../source/index.js";
import { MASK, type Masker } from "./mask.js";
import { printable } from "./printable.js";
import { textWidth, widthOf } from "./width.js";

/** One source line as shown, and the underline below it, both free of anything that acts on a terminal. */
export interface Snippet {
  readonly line: number;
  readonly text: string;
  /** Columns before the underline, and its own columns (at least 1). */
  readonly indent: number;
  readonly length: number;
  /** Last line of the span, 1-based; more than `line` where only the first is shown. */
  readonly lastLine: number;
}

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly start: number;
  readonly end: number;
}

const TAB = "    ";
const ELLIPSIS = "…";
const ROOM_BEFORE = 20;

/**
 * The first line of a span, cut to `columns` around it. Null where there is no text to show: an empty or unread file, or
 * a span that means the file as a whole.
 */
export function snippetOf(span: Span, masker: Masker, columns: number): Snippet | null {
  const { file, start, end } = span;
  if (file.text === "" || (start === 0 && end === 0)) return null;
  const { line } = positionOf(file, start);
  const cells = cellsOf(span, line, masker);
  const first = cells.findIndex((cell) => cell.end > start);
  const from = first === -1 ? cells.length : first;
  const underlined = cells.slice(from).filter((cell) => cell.start < end);
  const length = Math.max(1, cellsWidth(underlined));
  const shown = cut(cells, from, length, columns);
  return {
    line, text: shown.text, indent: shown.indent, length: Math.max(1, Math.min(length, shown.room)),
    lastLine: positionOf(file, Math.max(start, end - 1)).line,
  };
}

/** The text before, above and after the underline. */
export function splitAtUnderline({ text, indent, length }: Snippet): readonly [before: string, marked: string, after: string] {
  const from = offsetOfColumn(text, indent);
  const to = offsetOfColumn(text, indent + length);
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}

function offsetOfColumn(text: string, column: number): number {
  let width = 0;
  let offset = 0;
  for (const codePoint of text) {
    if (width >= column && widthOf(codePoint) > 0) break;
    width += widthOf(codePoint);
    offset += codePoint.length;
  }
  return offset;
}

/** The line as cells: what is printed for each code point, with its offsets. A secret is one cell. */
function cellsOf({ file }: Span, line: number, masker: Masker): Cell[] {
  const cells: Cell[] = [];
  const lineStart = lineStarts(file)[line - 1] ?? 0;
  const lineEnd = lineStart + lineText(file, line).length;
  for (let offset = lineStart; offset < lineEnd; ) {
    const secret = masker.covering(file, offset);
    const character = String.fromCodePoint(file.text.codePointAt(offset) ?? 0);
    const text = secret !== null ? MASK : character === "\t" ? TAB : printable(character);
    const next = secret !== null ? Math.max(offset + 1, Math.min(secret.end, lineEnd)) : offset + character.length;
    cells.push({ text, width: textWidth(text), start: offset, end: next });
    offset = next;
  }
  return cells;
}

function cellsWidth(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

/** Keeps the underlined part and some room before it in view; what is cut off is marked. */
function cut(cells: readonly Cell[], from: number, length: number, columns: number): { text: string; indent: number; room: number } {
  const before = cellsWidth(cells.slice(0, from));
  if (cellsWidth(cells) <= columns) return { text: textOf(cells), indent: before, room: Infinity };
  let first = 0;
  if (before + length > columns - 1) {
    first = from;
    for (let room = 0; first > 0 && room + (cells[first - 1]?.width ?? 0) <= Math.min(ROOM_BEFORE, columns / 3); first--) room += cells[first - 1]?.width ?? 0;
  }
  const head = first > 0 ? ELLIPSIS : "";
  let last = first;
  for (let used = head.length + 1; last < cells.length && used + (cells[last]?.width ?? 0) <= columns; last++) used += cells[last]?.width ?? 0;
  const tail = last < cells.length ? ELLIPSIS : "";
  const indent = head.length + cellsWidth(cells.slice(first, from));
  const text = head + textOf(cells.slice(first, last)) + tail;
  return { text, indent, room: textWidth(text) - indent };
}

function textOf(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join("");
}
