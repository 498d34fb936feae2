import { span, type SourceFile, type Span } from "../../source/index.js";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An object of the list with its place in the text; null where that part of the text is no JSON. */
export interface Placed {
  readonly value: Json;
  readonly at: Span;
}

/**
 * The objects of `{"nftables": [ ... ]}`, each with its place. Each is parsed by itself: one broken object, or a text that
 * was cut off, costs that object alone.
 */
export function placedObjects(file: SourceFile): { readonly objects: readonly Placed[]; readonly broken: readonly Span[] } {
  const { text } = file;
  const list = /"nftables"\s*:\s*\[/.exec(text);
  const objects: Placed[] = [];
  const broken: Span[] = [];
  let index = list === null ? text.length : list.index + list[0].length;
  while (index < text.length) {
    const char = text[index] ?? "";
    if (char === "]") break;
    if (char === "," || /\s/.test(char)) {
      index++;
      continue;
    }
    const end = valueEnd(text, index);
    const at = span(file, index, end);
    try {
      objects.push({ value: JSON.parse(text.slice(index, end)) as Json, at });
    } catch {
      broken.push(at);
    }
    index = end;
  }
  return { objects, broken };
}

const MARKS = /["{}[\],]/g;

/** Offset after the value that starts here: where its brackets are closed, outside of strings. */
function valueEnd(text: string, start: number): number {
  MARKS.lastIndex = start;
  for (let depth = 0, mark = MARKS.exec(text); mark !== null; mark = MARKS.exec(text)) {
    if (mark[0] === '"') MARKS.lastIndex = stringEnd(text, mark.index);
    else if (mark[0] === "{" || mark[0] === "[") depth++;
    else if (depth === 0) return Math.max(mark.index, start + 1);
    else if (mark[0] !== "," && --depth === 0) return mark.index + 1;
  }
  return text.length;
}

function stringEnd(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === "\\") index++;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}

/** A member of an object; undefined for none, and where the value is no object. */
export function member(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return undefined;
  return (value as { readonly [key: string]: Json })[key];
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function textOf(value: Json | undefined): string | null {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : null;
}

/** The only member of an object, as `{"jump": {...}}`. */
export function onlyMember(value: Json): readonly [key: string, value: Json] | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const [entry, second] = Object.entries(value);
  return entry !== undefined && second === undefined ? entry : null;
}

/** A value in few words, for messages. */
export function brief(value: Json): string {
  return JSON.stringify(value).slice(0, 80);
}
