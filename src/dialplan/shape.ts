import { ANY_CHARACTER, type Characters, charactersIn, DIGITS, matching, NO_CHARACTERS, oneOf, within } from "./characters.js";
import { readPattern } from "./pattern.js";

/**
 * All texts that a value can be: one text, or as many characters as there are parts, each of its set, and then any number of the tail's.
 * Patterns of extensions are of this form, and so is whatever substrings, filters and joined texts make of them; where a result has no
 * such form, the next wider one stands for it.
 */
export type Shape = string | Open;

export interface Open {
  readonly parts: readonly Characters[];
  /** None: nothing follows the parts. */
  readonly tail: Characters;
}

/** Longer texts are known by their characters alone, once they are no longer one text. */
const MOST_PARTS = 120;

export const ANYTHING: Open = { parts: [], tail: ANY_CHARACTER };
/** What a caller can ask for: at least one character. */
export const ANY_NUMBER: Open = { parts: [ANY_CHARACTER], tail: ANY_CHARACTER };
export const ANY_DIGITS: Open = { parts: [DIGITS], tail: DIGITS };

export function anyOf(set: Characters): Shape {
  return set === NO_CHARACTERS ? "" : { parts: [], tail: set };
}

const patterns = new Map<string, Characters>();

/** Which numbers an extension takes. */
export function shapeOfExtension(extension: string): Shape {
  if (!extension.startsWith("_")) return extension.replaceAll("-", "");
  const parts: Characters[] = [];
  for (const { kind, fits, text } of readPattern(extension)) {
    if (kind === "any-more") return { parts, tail: ANY_CHARACTER };
    const known = patterns.get(text);
    const set = known ?? matching(fits);
    if (known === undefined && text.length < 8) patterns.set(text, set);
    parts.push(set);
    if (kind === "any") return { parts, tail: ANY_CHARACTER };
  }
  return simplest({ parts, tail: NO_CHARACTERS });
}

export function opened(shape: Shape): Open {
  if (typeof shape !== "string") return shape;
  if (shape.length > MOST_PARTS) return { parts: [], tail: charactersIn(shape) };
  return { parts: Array.from({ length: shape.length }, (_, at) => charactersIn(shape[at] ?? "")), tail: NO_CHARACTERS };
}

export function charactersOf(shape: Shape): Characters {
  return typeof shape === "string" ? charactersIn(shape) : shape.parts.reduce((all, set) => all | set, shape.tail);
}

/** What both can be; null where that is nothing. */
export function intersection(a: Shape, b: Shape): Shape | null {
  if (typeof a === "string" && typeof b === "string") return a === b ? a : null;
  if (typeof a === "string") return fits(a, b) ? a : null;
  if (typeof b === "string") return fits(b, a) ? b : null;
  const parts: Characters[] = [];
  for (let at = 0; at < Math.max(a.parts.length, b.parts.length); at += 1) {
    const set = (a.parts[at] ?? a.tail) & (b.parts[at] ?? b.tail);
    if (set === NO_CHARACTERS) return null;
    parts.push(set);
  }
  return { parts, tail: a.tail & b.tail };
}

export function fits(text: string, shape: Shape): boolean {
  if (typeof shape === "string") return text === shape;
  if (text.length < shape.parts.length) return false;
  for (let at = 0; at < text.length; at += 1) if (!within(charactersIn(text[at] ?? ""), shape.parts[at] ?? shape.tail)) return false;
  return true;
}

/** Whether one takes all that the other can be. */
export function covers(wide: Shape, narrow: Shape): boolean {
  if (typeof narrow === "string") return fits(narrow, wide);
  if (typeof wide === "string" || narrow.parts.length < wide.parts.length) return false;
  return within(narrow.tail, wide.tail) && narrow.parts.every((set, at) => within(set, wide.parts[at] ?? wide.tail));
}

export function joined(a: Shape, b: Shape): Shape {
  if (a === b || covers(a, b)) return a;
  if (covers(b, a)) return b;
  if (typeof a !== "string" && typeof b !== "string" && a.parts.length === b.parts.length) {
    return { parts: a.parts.map((set, at) => set | (b.parts[at] ?? NO_CHARACTERS)), tail: a.tail | b.tail };
  }
  return anyOf(charactersOf(a) | charactersOf(b));
}

export function followedBy(a: Shape, b: Shape): Shape {
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (a === "") return b;
  if (b === "") return a;
  const { parts, tail } = opened(a);
  if (tail !== NO_CHARACTERS) return { parts, tail: tail | charactersOf(b) };
  const next = opened(b);
  if (parts.length + next.parts.length > MOST_PARTS) return anyOf(charactersOf(a) | charactersOf(b));
  return { parts: [...parts, ...next.parts], tail: next.tail };
}

/** `${NAME:offset:length}`; a negative offset counts from the end, a negative length leaves out so many at the end (ast_str_substring). */
export function substring(shape: Shape, offset: number, length: number | null): Shape {
  if (typeof shape === "string") {
    const start = offset < 0 ? Math.max(0, shape.length + offset) : Math.min(offset, shape.length);
    const rest = shape.slice(start);
    return length === null ? rest : length < 0 ? rest.slice(0, Math.max(0, rest.length + length)) : rest.slice(0, length);
  }
  const { parts, tail } = shape;
  if (offset < 0) return lastOf(shape, -offset, length);
  if (length !== null && length < 0) return tail === NO_CHARACTERS ? simplest({ parts: parts.slice(offset, Math.max(offset, parts.length + length)), tail }) : { parts: parts.slice(offset, Math.max(offset, parts.length + length)), tail: charactersOf(shape) };
  const rest = parts.slice(offset);
  if (length === null) return simplest({ parts: rest, tail });
  // At most so many: where the tail may end earlier, the shape cannot tell how many.
  return rest.length >= length ? simplest({ parts: rest.slice(0, length), tail: NO_CHARACTERS }) : { parts: rest, tail };
}

function lastOf(shape: Open, count: number, length: number | null): Shape {
  if (shape.tail !== NO_CHARACTERS || length !== null) return anyOf(charactersOf(shape));
  return simplest({ parts: shape.parts.slice(-count), tail: NO_CHARACTERS });
}

/** What is left of it when only some characters stay. */
export function filtered(shape: Shape, set: Characters): Shape {
  if (typeof shape === "string") return [...shape].filter((char) => within(charactersIn(char), set)).join("");
  if (within(charactersOf(shape), set)) return shape;
  return anyOf(charactersOf(shape) & set);
}

/** The text, where it can be but one. */
export function simplest(shape: Open): Shape {
  if (shape.tail !== NO_CHARACTERS || !shape.parts.every(single)) return shape;
  return shape.parts.map(oneOf).join("");
}

function single(set: Characters): boolean {
  return set !== NO_CHARACTERS && (set & (set - 1n)) === NO_CHARACTERS && set < 1n << 127n;
}

/** A text of this shape, for a person to read. */
export function sampleOf(shape: Shape): string {
  return typeof shape === "string" ? shape : shape.parts.map(oneOf).join("") + (shape.tail === NO_CHARACTERS ? "" : "…");
}

/** For memory: two shapes of one key are one. */
export function keyOf(shape: Shape): string {
  return typeof shape === "string" ? `=${shape}` : `${shape.parts.map((set) => set.toString(36)).join(".")}~${shape.tail.toString(36)}`;
}
