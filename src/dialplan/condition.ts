import { type Characters, NO_CHARACTERS } from "./characters.js";
import { shapeOfExpression } from "./regular.js";
import { covers, intersection, type Shape } from "./shape.js";
import type { Proof } from "./state.js";
import type { FunctionPiece, Piece } from "./template.js";
import { allPieces } from "./template.js";
import type { Value } from "./value.js";

/** What a condition comes to, as far as can be told, and what either way proves. */
export interface Verdict {
  readonly holds: boolean | null;
  readonly whenTrue: readonly Proof[];
  readonly whenFalse: readonly Proof[];
  /** What is asked: what the caller says of itself or dials, a secret that has to be keyed in, or something else. */
  readonly asks: "caller" | "secret" | "other";
  /** On which side the secret was told; null where none is asked for. */
  readonly toldWhen: boolean | null;
}

const UNDECIDED: Verdict = { holds: null, whenTrue: [], whenFalse: [], asks: "other", toldWhen: null };

type Token = { readonly kind: "operator"; readonly text: string } | { readonly kind: "operand"; readonly pieces: readonly Piece[]; readonly quoted: boolean };

/** The order in which operators bind, loosest first (main/ast_expr2.y). */
const LEVELS: readonly (readonly string[])[] = [["|", "||"], ["&", "&&"], ["=", "==", "!=", "<", ">", "<=", ">="], [":", "=~"]];

/** Judges the pieces of `$[...]`, or of a condition without one, where anything but nothing and 0 is true. */
export function judgeCondition(pieces: readonly Piece[], read: (pieces: readonly Piece[]) => Value): Verdict {
  const [only, ...more] = pieces.filter((piece) => piece.kind !== "text" || piece.text.trim() !== "");
  if (only === undefined) return { ...UNDECIDED, holds: false, asks: "caller" };
  if (only.kind === "expression" && more.length === 0) return judge(tokensOf(only.inner), read, 0);
  return truth(pieces, read);
}

function judge(tokens: readonly Token[], read: (pieces: readonly Piece[]) => Value, depth: number): Verdict {
  if (depth > 30) return UNDECIDED;
  const inner = bare(tokens);
  if (inner !== tokens) return judge(inner, read, depth + 1);
  for (const [level, operators] of LEVELS.entries()) {
    const at = lastTop(tokens, operators);
    if (at < 0) continue;
    const [left, right] = [tokens.slice(0, at), tokens.slice(at + 1)];
    const operator = textOf(tokens[at]);
    if (level === 0) return either(judge(left, read, depth + 1), judge(right, read, depth + 1));
    if (level === 1) return both(judge(left, read, depth + 1), judge(right, read, depth + 1));
    const texts = [...left, ...right].some((token) => token.kind === "operand" && token.quoted);
    return compare(operator, [operandOf(left), operandOf(right)], texts, read);
  }
  if (textOf(tokens[0]) === "!") return negated(judge(tokens.slice(1), read, depth + 1));
  const operand = operandOf(tokens);
  return operand === null ? UNDECIDED : truth(operand, read);
}

function both(a: Verdict, b: Verdict): Verdict {
  const holds = a.holds === false || b.holds === false ? false : a.holds === true && b.holds === true ? true : null;
  // Both hold: then whatever either asks for was told. One fails: then only what both ask for was.
  const told = a.toldWhen === true || b.toldWhen === true ? true : a.toldWhen === false && b.toldWhen === false ? false : null;
  return { holds, whenTrue: [...a.whenTrue, ...b.whenTrue], whenFalse: [], asks: hardest(a, b), toldWhen: told };
}

function either(a: Verdict, b: Verdict): Verdict {
  return negated(both(negated(a), negated(b)));
}

function negated({ holds, whenTrue, whenFalse, asks, toldWhen }: Verdict): Verdict {
  return { holds: holds === null ? null : !holds, whenTrue: whenFalse, whenFalse: whenTrue, asks, toldWhen: toldWhen === null ? null : !toldWhen };
}

function hardest(a: Verdict, b: Verdict): Verdict["asks"] {
  return a.asks === "secret" || b.asks === "secret" ? "secret" : a.asks === "other" || b.asks === "other" ? "other" : "caller";
}

function compare(operator: string, [left, right]: readonly [readonly Piece[] | null, readonly Piece[] | null], texts: boolean, read: (pieces: readonly Piece[]) => Value): Verdict {
  if (left === null || right === null) return UNDECIDED;
  const [a, b] = [read(left), read(right)];
  const asks = asked(a, b);
  if (operator === "=" || operator === "==") return equality(left, right, a, b, asks);
  if (operator === "!=") return negated(equality(left, right, a, b, asks));
  if (operator === "=~" || operator === ":") return typeof b.shape === "string" ? fitting(left, a, b.shape, asks) : { ...UNDECIDED, asks };
  if (typeof a.shape !== "string" || typeof b.shape !== "string") return { ...UNDECIDED, asks };
  return { ...UNDECIDED, holds: ordered(operator, a.shape, b.shape, texts), asks };
}

/** Numbers are compared as such; all else, and whatever stands in quotes, as texts (op_gt() and others of main/ast_expr2.y). */
function ordered(operator: string, a: string, b: string, texts: boolean): boolean {
  const numbers = /^-?\d+(?:\.\d+)?$/;
  const order = !texts && numbers.test(a) && numbers.test(b) ? Math.sign(Number(a) - Number(b)) : a < b ? -1 : a > b ? 1 : 0;
  return operator === "<" ? order < 0 : operator === ">" ? order > 0 : operator === "<=" ? order <= 0 : order >= 0;
}

function equality(left: readonly Piece[], right: readonly Piece[], a: Value, b: Value, asks: Verdict["asks"]): Verdict {
  const common = intersection(a.shape, b.shape);
  const holds = common === null ? false : typeof a.shape === "string" && typeof b.shape === "string" ? true : null;
  const proofs = [proofOf(left, b), proofOf(right, a), ...copies(left, b), ...copies(right, a)].filter((proof) => proof !== null);
  return { holds, whenTrue: proofs, whenFalse: [], asks, toldWhen: asks === "secret" ? true : null };
}

/** The other side's shape holds for this variable, if it is nothing but one. */
function proofOf(pieces: readonly Piece[], other: Value): Proof | null {
  const name = variableOf(pieces);
  return name === null ? null : { name, shape: other.shape, only: null };
}

/** A variable that equals its own filtered copy has no other characters than the filter's. */
function copies(pieces: readonly Piece[], other: Value): Proof[] {
  const name = variableOf(pieces);
  return name === null || other.copy?.of !== name ? [] : [{ name, shape: null, only: other.copy.set }];
}

function fitting(pieces: readonly Piece[], value: Value, expression: string, asks: Verdict["asks"]): Verdict {
  const shape = shapeOfExpression(expression);
  const name = variableOf(pieces);
  const proofs: Proof[] = shape === null || name === null ? [] : [{ name, shape, only: null }];
  return { holds: shape === null ? null : decided(value.shape, shape), whenTrue: proofs, whenFalse: [], asks, toldWhen: null };
}

function decided(value: Shape, wanted: Shape): boolean | null {
  return intersection(value, wanted) === null ? false : covers(wanted, value) ? true : null;
}

/** A condition that is one value: a function such as REGEX, or a text. */
function truth(pieces: readonly Piece[], read: (pieces: readonly Piece[]) => Value): Verdict {
  const [only, ...more] = pieces;
  if (only?.kind === "function" && more.length === 0 && only.name === "REGEX") return regex(only, read);
  const value = read(pieces);
  const { shape } = value;
  const holds = typeof shape === "string" ? !(shape.trim() === "" || shape.trim() === "0") : null;
  return { holds, whenTrue: [], whenFalse: [], asks: typeof shape === "string" || value.trail !== null || asksCaller(pieces) ? "caller" : "other", toldWhen: null };
}

/** REGEX("expression" text) */
function regex({ data }: FunctionPiece, read: (pieces: readonly Piece[]) => Value): Verdict {
  const text = data[0]?.kind === "text" ? data[0].text : "";
  const match = /^\s*"([^"]*)"\s*$/.exec(text);
  const subject = data.slice(1);
  const value = read(subject);
  if (match === null) return { ...UNDECIDED, asks: value.trail === null ? "other" : "caller" };
  return fitting(subject, value, match[1] ?? "", value.trail === null ? "other" : "caller");
}

function asksCaller(pieces: readonly Piece[]): boolean {
  return [...allPieces(pieces)].some((piece) => piece.kind === "variable" && piece.name[0]?.kind === "text" && /^(?:EXTEN|CALLERID|DIALSTATUS|HANGUPCAUSE)/.test(piece.name[0].text));
}

/** Keys that have to equal something are a secret, if there are enough of them; a choice from a menu has one or two. */
function asked(a: Value, b: Value): Verdict["asks"] {
  const keyed = a.trail?.origin === "keys" ? b : b.trail?.origin === "keys" ? a : null;
  if (keyed !== null) return keyed.trail !== null ? "caller" : typeof keyed.shape === "string" && keyed.shape.length < 3 ? "caller" : "secret";
  if (a.trail !== null || b.trail !== null) return a.foreign === NO_CHARACTERS && b.foreign === NO_CHARACTERS ? "other" : certain(a) && certain(b) ? "caller" : "other";
  return typeof a.shape === "string" && typeof b.shape === "string" ? "caller" : "other";
}

function certain(value: Value): boolean {
  return value.trail !== null || typeof value.shape === "string";
}

function variableOf(pieces: readonly Piece[]): string | null {
  const [only, ...more] = pieces;
  if (only?.kind !== "variable" || only.cut !== null || more.length > 0) return null;
  const [name, ...others] = only.name;
  return name?.kind === "text" && others.length === 0 ? name.text : null;
}

function tokensOf(pieces: readonly Piece[]): readonly Token[] {
  const tokens: Token[] = [];
  let operand: Piece[] = [];
  let quoted = false;
  let quotes = false;
  const flush = (): void => {
    if (operand.length > 0) tokens.push({ kind: "operand", pieces: operand, quoted: quotes });
    operand = [];
    quotes = false;
  };
  for (const piece of pieces) {
    if (piece.kind !== "text") {
      operand.push(piece);
      continue;
    }
    for (const match of piece.text.matchAll(/"|\s+|\|\||&&|==|!=|<=|>=|=~|[|&=<>!:()]|[^"\s|&=<>!:()]+/g)) {
      const [text] = match;
      const start = piece.start + match.index;
      if (text === '"') {
        if (quoted && operand.length === 0) operand.push({ kind: "text", text: "", start, end: start });
        quoted = !quoted;
        quotes = true;
      } else if (!quoted && /^\s+$/.test(text)) flush();
      else if (!quoted && /^(?:\|\||&&|==|!=|<=|>=|=~|[|&=<>!:()])$/.test(text)) {
        flush();
        tokens.push({ kind: "operator", text });
      } else operand.push({ kind: "text", text, start, end: start + text.length });
    }
  }
  flush();
  return tokens;
}

function textOf(token: Token | undefined): string {
  return token?.kind === "operator" ? token.text : "";
}

/** The tokens as one operand; null where there is an operator among them. */
function operandOf(tokens: readonly Token[]): readonly Piece[] | null {
  const inner = bare(tokens);
  const operands = inner.filter((token) => token.kind === "operand");
  return operands.length !== inner.length ? null : operands.flatMap(({ pieces }) => pieces);
}

function lastTop(tokens: readonly Token[], operators: readonly string[]): number {
  let depth = 0;
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const text = textOf(tokens[at]);
    if (text === ")") depth += 1;
    else if (text === "(") depth -= 1;
    else if (depth === 0 && at > 0 && operators.includes(text)) return at;
  }
  return -1;
}

/** Without the parentheses around the whole. */
function bare(tokens: readonly Token[]): readonly Token[] {
  if (textOf(tokens[0]) !== "(" || textOf(tokens.at(-1)) !== ")") return tokens;
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (textOf(token) === "(") depth += 1;
    else if (textOf(token) === ")") depth -= 1;
    if (depth === 0 && at < tokens.length - 1) return tokens;
  }
  return tokens.slice(1, -1);
}

export function narrowed(value: Value, { shape, only }: Proof): Value | null {
  const set: Characters | null = only;
  const within = set === null ? value : { ...value, shape: intersection(value.shape, { parts: [], tail: set }) ?? "", foreign: value.foreign & set };
  if (shape === null) return within;
  const common = intersection(within.shape, shape);
  if (common === null) return null;
  return { ...within, shape: common, foreign: typeof common === "string" ? NO_CHARACTERS : within.foreign & charactersWithin(common) };
}

function charactersWithin(shape: Shape): Characters {
  return typeof shape === "string" ? NO_CHARACTERS : shape.parts.reduce((all, set) => all | set, shape.tail);
}
