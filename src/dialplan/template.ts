/** A text of the dialplan in the pieces that Asterisk puts together when it runs the step. */
export type Piece = TextPiece | VariablePiece | FunctionPiece | ExpressionPiece;

interface Placed {
  /** Offsets into the text that was read. */
  readonly start: number;
  readonly end: number;
}

export interface TextPiece extends Placed {
  readonly kind: "text";
  readonly text: string;
}

/** `${NAME:offset:length}`; the name may itself be made of pieces. */
export interface VariablePiece extends Placed {
  readonly kind: "variable";
  readonly name: readonly Piece[];
  readonly cut: Cut | null;
}

/** `${FUNC(arguments):offset:length}` */
export interface FunctionPiece extends Placed {
  readonly kind: "function";
  /** Upper case, as functions are known by; empty where it is made of pieces. */
  readonly name: string;
  /** What stands in the parentheses. */
  readonly data: readonly Piece[];
  readonly cut: Cut | null;
}

/** `$[ ... ]` */
export interface ExpressionPiece extends Placed {
  readonly kind: "expression";
  readonly inner: readonly Piece[];
}

export interface Cut {
  readonly offset: number;
  /** Null: up to the end. */
  readonly length: number | null;
}

/** Deeper nesting is text: nobody writes it, and the stack is finite. */
const MOST_LEVELS = 40;

/**
 * Parts a text as ast_str_substitute_variables_full() of main/pbx_variables.c does: `$` begins something before `{` and `[` only, inner braces
 * (or brackets) are counted, and what never ends goes on to the end. Never throws; each character is looked at once per level.
 */
export function readTemplate(text: string): readonly Piece[] {
  return text.includes("${") || text.includes("$[") ? new Reader(text).pieces(0, text.length, 0) : text === "" ? [] : [{ kind: "text", text, start: 0, end: text.length }];
}

class Reader {
  constructor(readonly text: string) {}

  pieces(from: number, to: number, level: number): readonly Piece[] {
    const pieces: Piece[] = [];
    let plain = from;
    for (let at = from; at < to;) {
      const open = this.text[at] === "$" && at + 1 < to ? this.text[at + 1] : "";
      if ((open !== "{" && open !== "[") || level >= MOST_LEVELS) {
        at += 1;
        continue;
      }
      if (at > plain) pieces.push(this.#text(plain, at));
      const close = this.#closing(at + 2, to, open);
      const inner = Math.min(close, to);
      pieces.push(open === "[" ? { kind: "expression", inner: this.pieces(at + 2, inner, level + 1), start: at, end: Math.min(close + 1, to) } : this.#variable(at, inner, Math.min(close + 1, to), level));
      at = Math.min(close + 1, to);
      plain = at;
    }
    if (to > plain) pieces.push(this.#text(plain, to));
    return pieces;
  }

  #text(start: number, end: number): TextPiece {
    return { kind: "text", text: this.text.slice(start, end), start, end };
  }

  /** Where the bracket closes; `to` where it never does. */
  #closing(from: number, to: number, open: "{" | "["): number {
    const close = open === "{" ? "}" : "]";
    let brackets = 1;
    for (let at = from; at < to; at += 1) {
      const char = this.text[at];
      if (char === "$" && this.text[at + 1] === (open === "{" ? "[" : "{")) at += 1; // the other kind is stepped over and not counted
      else if (char === open) brackets += 1;
      else if (char === close) {
        brackets -= 1;
        if (brackets === 0) return at;
      }
    }
    return to;
  }

  #variable(start: number, inner: number, end: number, level: number): VariablePiece | FunctionPiece {
    const pieces = this.pieces(start + 2, inner, level + 1);
    const { open, close, colon } = marksOf(pieces);
    const cut = colon === null ? null : readCut(this.text.slice(colon + 1, inner));
    if (open === null) return { kind: "variable", name: clip(pieces, start + 2, colon ?? inner), cut, start, end };
    const name = clip(pieces, start + 2, open);
    const [only, ...more] = name;
    const known = only?.kind === "text" && more.length === 0 ? only.text.trim().toUpperCase() : "";
    return { kind: "function", name: known, data: clip(pieces, open + 1, close ?? inner), cut, start, end };
  }
}

/** parse_variable_name(): a parenthesis makes it a function, a colon outside of parentheses begins the substring. */
function marksOf(pieces: readonly Piece[]): { readonly open: number | null; readonly close: number | null; readonly colon: number | null } {
  let open: number | null = null;
  let close: number | null = null;
  let parens = 0;
  for (const piece of pieces) {
    if (piece.kind !== "text") continue;
    for (let at = 0; at < piece.text.length; at += 1) {
      const char = piece.text[at];
      if (char === "(") {
        open ??= piece.start + at;
        parens += 1;
      } else if (char === ")") {
        parens -= 1;
        close = piece.start + at;
      } else if (char === ":" && parens === 0) return { open, close, colon: piece.start + at };
    }
  }
  return { open, close, colon: null };
}

function readCut(text: string): Cut | null {
  const match = /^\s*([+-]?\d+)(?::\s*([+-]?\d+))?/.exec(text);
  return match === null ? null : { offset: Number(match[1]), length: match[2] === undefined ? null : Number(match[2]) };
}

/** The pieces of a range of the text. */
export function clip(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  const inside: Piece[] = [];
  for (const piece of pieces) {
    const start = Math.max(piece.start, from);
    const end = Math.min(piece.end, to);
    if (start >= end) continue;
    inside.push(piece.kind === "text" ? { kind: "text", text: piece.text.slice(start - piece.start, end - piece.start), start, end } : piece);
  }
  return inside;
}

/** The text, where nothing is put in when the step runs; null else. */
export function plainText(pieces: readonly Piece[]): string | null {
  return pieces.every((piece) => piece.kind === "text") ? pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join("") : null;
}

/** Every piece, and every piece within pieces. */
export function* allPieces(pieces: readonly Piece[]): Generator<Piece> {
  for (const piece of pieces) {
    yield piece;
    if (piece.kind === "variable") yield* allPieces(piece.name);
    else if (piece.kind === "function") yield* allPieces(piece.data);
    else if (piece.kind === "expression") yield* allPieces(piece.inner);
  }
}
