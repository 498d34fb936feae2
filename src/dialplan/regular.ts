import { ANY_CHARACTER, type Characters, charactersIn, DIGITS, matching, NO_CHARACTERS, ranges } from "./characters.js";
import type { Shape } from "./shape.js";

/**
 * The texts that a regular expression takes, where it is one that bounds the whole text: `^[0-9]+$`, `^1[2-9]\d{8}$`. Null for any
 * other. Expressions of somebody else's files are read, and never run: some take years.
 */
export function shapeOfExpression(expression: string): Shape | null {
  if (!expression.startsWith("^") || !expression.endsWith("$") || /[|()]|\\$/.test(expression)) return null;
  const parts: Characters[] = [];
  const body = expression.slice(1, -1);
  let tail: Characters = NO_CHARACTERS;
  for (let at = 0; at < body.length;) {
    const [set, after] = atom(body, at);
    const [least, most, next] = repeat(body, after);
    if (set === null || least > 40 || tail !== NO_CHARACTERS) return null;
    for (let times = 0; times < least; times += 1) parts.push(set);
    if (most !== least) tail = set;
    at = next;
  }
  return { parts, tail };
}

function atom(text: string, at: number): [set: Characters | null, after: number] {
  const char = text[at] ?? "";
  if (char === ".") return [ANY_CHARACTER, at + 1];
  if (char === "\\") return [text[at + 1] === "d" ? DIGITS : charactersIn(text[at + 1] ?? ""), at + 2];
  if (char !== "[") return /[*+?{}$^]/.test(char) ? [null, at + 1] : [charactersIn(char), at + 1];
  const close = text.indexOf("]", at + 2);
  if (close < 0) return [null, text.length];
  const inner = text.slice(at + 1, close);
  if (inner.startsWith("[:")) return [inner === "[:digit:" ? DIGITS : null, close + 2];
  return inner.startsWith("^") ? [matching((one) => (ranges(inner.slice(1)) & charactersIn(one)) === NO_CHARACTERS), close + 1] : [ranges(inner), close + 1];
}

function repeat(text: string, at: number): [least: number, most: number, after: number] {
  const mark = text[at];
  if (mark === "+") return [1, Infinity, at + 1];
  if (mark === "*") return [0, Infinity, at + 1];
  if (mark === "?") return [0, 1, at + 1];
  const counted = mark === "{" ? /^\{(\d{1,2})(,?)(\d{0,2})\}/.exec(text.slice(at, at + 8)) : null;
  if (counted === null) return [1, 1, at];
  const least = Number(counted[1]);
  const most = counted[2] === "" ? least : counted[3] === "" ? Infinity : Number(counted[3]);
  return [least, most, at + counted[0].length];
}
