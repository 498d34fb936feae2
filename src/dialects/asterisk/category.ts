import type { Category, ConfigFile, Variable } from "../../posture/index.js";
import type { Span } from "../../source/index.js";
import { truncated } from "./bytes.js";
import type { AsteriskFile, Problem, Word } from "./tree.js";

export type { Category, Hop, Variable } from "../../posture/index.js";
export { hopsOf } from "../../posture/index.js";

/** What a consumer of a file gets: categories in order, or nothing where `valid` is false. */
export interface Loaded extends ConfigFile {
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
