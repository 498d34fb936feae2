import type { Span } from "../../source/index.js";
import { truncated } from "./bytes.js";
import type { AsteriskFile, Problem, Word } from "./tree.js";

/** A variable as the engine holds it in a category. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  /** The name where it is written. */
  readonly nameAt: Word;
  /** The value where it is written; for `+=` the last piece. */
  readonly at: Word;
  /** How it came here from the section that wrote it; null where that is this section. */
  readonly via: Hop | null;
}

/** A template named in a section's header, and the hop before it: a chain, since templates may inherit without end. */
export interface Hop {
  readonly at: Span;
  readonly next: Hop | null;
}

/** The hops from a category to the section that wrote the value, nearest first. */
export function hopsOf(variable: Variable): Span[] {
  const hops: Span[] = [];
  for (let hop = variable.via; hop !== null; hop = hop.next) hops.push(hop.at);
  return hops;
}

/** A category as the engine holds it once a file and its includes are read. */
export interface Category {
  /** Cut at 79 bytes as the engine does. */
  readonly name: string;
  readonly at: Word;
  /** Not given to the consumer; others may copy from it. */
  readonly isTemplate: boolean;
  /** Names of what it copied from, in order. */
  readonly templates: readonly string[];
  readonly variables: readonly Variable[];
}

/** What a consumer of a file gets: categories in order, or nothing where `valid` is false. */
export interface Loaded {
  readonly valid: boolean;
  /** False where something that decides the content could not be read: an include from outside, a filter not understood. */
  readonly certain: boolean;
  readonly categories: readonly Category[];
  readonly problems: readonly Problem[];
  /** The file and its includes as written, each once, in the order of reading. */
  readonly files: readonly AsteriskFile[];
}

/** struct ast_category: `char name[80]`. */
const NAME_SIZE = 80;

/** A category while the file is read. */
export class OpenCategory implements Category {
  readonly name: string;
  readonly templates: string[] = [];
  readonly variables: Variable[] = [];
  isTemplate = false;

  constructor(readonly at: Word) {
    this.name = truncated(at.text, NAME_SIZE);
  }

  /** Copies all that the other holds now; later changes to it do not arrive here. */
  inherit(base: OpenCategory, at: Span): void {
    this.templates.push(base.name);
    for (const variable of base.variables) this.variables.push({ ...variable, via: { at, next: variable.via } });
  }

  /** Takes the variables of a category that turned out to append to this one. */
  take(other: OpenCategory): void {
    for (const variable of other.variables) this.variables.push(variable);
    if (other.isTemplate) this.isTemplate = true;
  }

  /**
   * `name += text`: the last variable of exactly that name is extended, yet the first one of the same value, ignoring case, is
   * what changes (ast_variable_update matches by value); leading blanks of the text count.
   * @returns whether there was anything to extend
   */
  extend(name: Word, text: Word): boolean {
    const last = this.variables.findLast((variable) => variable.name === name.text);
    if (last === undefined) return false;
    const target = this.variables.findIndex((variable) => sameCase(variable.name, name.text) && (last.value === "" || sameCase(variable.value, last.value)));
    const old = this.variables[target];
    if (old === undefined) return true;
    this.variables[target] = { ...old, name: last.name, value: joined(last.value, text.text), at: text };
    return true;
  }
}

/** Lower case of ASCII letters alone, as strcasecmp() sees them in the engine's C.UTF-8 locale. */
export function lowered(text: string): string {
  return /[^\x00-\x7f]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text.toLowerCase();
}

export function sameCase(a: string, b: string): boolean {
  return a === b || (a.length === b.length && lowered(a) === lowered(b));
}

/** Both without outer blanks; built so that a long value is not walked through for every piece. */
function joined(value: string, text: string): string {
  return value === "" ? stripped(text) : value + text.slice(0, endOf(text));
}

/** ast_strip(): without blanks and control characters at both ends. */
export function stripped(text: string): string {
  const end = endOf(text);
  let start = 0;
  while (start < end && text.charCodeAt(start) < 33) start += 1;
  return text.slice(start, end);
}

function endOf(text: string): number {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) < 33) end -= 1;
  return end;
}
