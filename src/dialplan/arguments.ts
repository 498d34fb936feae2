import { clip, type Piece } from "./template.js";

/** One argument of an application: its pieces without blanks around, and its place in the data. */
export interface Argument {
  readonly pieces: readonly Piece[];
  readonly start: number;
  readonly end: number;
}

/**
 * Parts an application's data at its commas as __ast_app_separate_args() of main/app.c: none inside of parentheses, brackets or double quotes
 * and none after a backslash. What a variable brings in when the step runs may hold more of them; that is for who judges the value.
 * @param most the last argument takes what is left
 */
export function splitArguments(pieces: readonly Piece[], mark = ",", most = Number.POSITIVE_INFINITY): readonly Argument[] {
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return [];
  const cuts: number[] = [];
  const depth = { paren: 0, bracket: 0, quoted: false };
  let escaped = false;
  for (const piece of pieces) {
    if (piece.kind !== "text") {
      escaped = false;
      continue;
    }
    for (let at = 0; at < piece.text.length && cuts.length + 1 < most; at += 1) {
      const char = piece.text[at] ?? "";
      if (escaped) escaped = false;
      else if (char === "\\") escaped = true;
      else if (char === mark && depth.paren === 0 && depth.bracket === 0 && !depth.quoted) cuts.push(piece.start + at);
      else count(depth, char);
    }
  }
  const starts = [first.start, ...cuts.map((cut) => cut + 1)];
  return starts.map((start, index) => trimmed(clip(pieces, start, cuts[index] ?? last.end), start, cuts[index] ?? last.end));
}

function count(depth: { paren: number; bracket: number; quoted: boolean }, char: string): void {
  if (char === "(") depth.paren += 1;
  else if (char === ")") depth.paren = Math.max(0, depth.paren - 1);
  else if (char === "[") depth.bracket += 1;
  else if (char === "]") depth.bracket = Math.max(0, depth.bracket - 1);
  else if (char === '"') depth.quoted = !depth.quoted;
}

function trimmed(pieces: readonly Piece[], start: number, end: number): Argument {
  const [first] = pieces;
  const last = pieces.at(-1);
  const from = first?.kind === "text" ? first.start + (first.text.length - first.text.trimStart().length) : start;
  const to = last?.kind === "text" ? Math.max(from, last.end - (last.text.length - last.text.trimEnd().length)) : end;
  return { pieces: clip(pieces, from, to), start: from, end: to };
}

/** The first of a mark outside of pieces, parentheses and quotes: cuts `condition?yes:no` or `name=value` in two. */
export function cutAt(pieces: readonly Piece[], mark: string): readonly [head: readonly Piece[], tail: readonly Piece[] | null] {
  const end = pieces.at(-1)?.end ?? 0;
  for (const piece of pieces) {
    const at = piece.kind === "text" ? piece.text.indexOf(mark) : -1;
    if (at >= 0) return [clip(pieces, 0, piece.start + at), clip(pieces, piece.start + at + mark.length, end)];
  }
  return [pieces, null];
}

/**
 * Options in the notation of ast_app_parse_options(): letters, each with an argument in parentheses where it has one.
 * Letters in arguments are none.
 */
export function readOptions(pieces: readonly Piece[]): ReadonlyMap<string, readonly Piece[]> {
  const options = new Map<string, readonly Piece[]>();
  const end = pieces.at(-1)?.end ?? 0;
  let depth = 0;
  let letter = "";
  let open = 0;
  for (const piece of pieces) {
    if (piece.kind !== "text") continue;
    for (let at = 0; at < piece.text.length; at += 1) {
      const char = piece.text[at] ?? "";
      const place = piece.start + at;
      if (char === "(") {
        if (depth === 0) open = place + 1;
        depth += 1;
      } else if (char === ")") {
        depth = Math.max(0, depth - 1);
        if (depth === 0 && letter !== "") options.set(letter, clip(pieces, open, place));
      } else if (depth === 0) {
        letter = char;
        if (!options.has(letter)) options.set(letter, []);
      }
    }
  }
  if (depth > 0 && letter !== "") options.set(letter, clip(pieces, open, end));
  return options;
}
