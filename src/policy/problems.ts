import { compareSpans, type Diagnostic, type Span } from "../source/index.js";
import { closest } from "../source/closest.js";
import { quote } from "./path.js";

/** Of one kind of mistake, this many are shown one by one; the rest are counted. */
const SHOWN_PER_KIND = 20;

interface Extra {
  readonly hint?: string;
  readonly related?: NonNullable<Diagnostic["related"]>;
}

/** Gathers what is wrong with a policy. A step reports and goes on, so that one run names every mistake. */
export class Problems {
  readonly #shown: Diagnostic[] = [];
  readonly #counts = new Map<string, { count: number; more: Diagnostic | null }>();
  #errors = 0;

  get errors(): number {
    return this.#errors;
  }

  error(code: string, at: Span, message: string, extra: Extra = {}): void {
    this.add({ level: "error", code, message, at, ...extra });
  }

  warning(code: string, at: Span, message: string, extra: Extra = {}): void {
    this.add({ level: "warning", code, message, at, ...extra });
  }

  /** A name that stands for nothing. `noun` as in "a network"; the hint is the nearest of the known names, or all of them. */
  unknownName(at: Span, path: string, noun: string, name: string, known: readonly string[]): void {
    if (this.isFull("reference-unknown")) return this.countMore("reference-unknown");
    const message = `${path} names the ${noun} ${quote(name)}, which is not in this policy`;
    const near = closest(name, known);
    const hint = near !== null ? `did you mean ${quote(near)}?` : known.length === 0 ? `this policy has no ${noun}` : `known: ${listed(known)}`;
    this.error("reference-unknown", at, message, { hint });
  }

  add(diagnostic: Diagnostic): void {
    if (diagnostic.level === "error") this.#errors += 1;
    const counted = this.#counts.get(diagnostic.code);
    if (counted === undefined) this.#counts.set(diagnostic.code, { count: 1, more: null });
    else counted.count += 1;
    if (counted === undefined || counted.count <= SHOWN_PER_KIND) this.#shown.push(diagnostic);
    else counted.more ??= diagnostic;
  }

  /** Whether one more of this kind would only be counted: then its message need not be made. */
  isFull(code: string): boolean {
    return (this.#counts.get(code)?.count ?? 0) > SHOWN_PER_KIND;
  }

  /** Counts an error of a kind that is full. */
  countMore(code: string): void {
    const counted = this.#counts.get(code);
    if (counted === undefined) throw new Error(`nothing of the kind ${code} has been reported`);
    counted.count += 1;
    this.#errors += 1;
  }

  /** In the order of the file; kinds of which there are too many end with their number. */
  sorted(): readonly Diagnostic[] {
    const all = this.#shown.toSorted((a, b) => compareSpans(a.at, b.at) || compareText(a.code, b.code) || compareText(a.message, b.message));
    for (const { count, more } of this.#counts.values()) {
      if (more === null) continue;
      const { level, code, at } = more;
      all.push({ level, code, at, message: `${count - SHOWN_PER_KIND} more of the same kind (${code}) are not shown; one of them is here` });
    }
    return all;
  }
}

/** `"a", "b", "c" and 4 more`. */
export function listed(words: readonly string[], most = 12): string {
  const shown = words.slice(0, most).map(quote).join(", ");
  return words.length > most ? `${shown} and ${words.length - most} more` : shown;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
