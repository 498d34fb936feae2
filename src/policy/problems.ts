import { compareSpans, type Diagnostic, type Span } from "../source/index.js";
import { closest } from "./closest.js";

/** Of one kind of mistake, this many are shown one by one; the rest are counted. */
const SHOWN_PER_KIND = 20;

interface Extra {
  readonly hint?: string;
  readonly related?: NonNullable<Diagnostic["related"]>;
}

/** Gathers what is wrong with a policy. A step reports and goes on, so that one run names every mistake. */
export class Problems {
  readonly #shown: Diagnostic[] = [];
  readonly #counts = new Map<string, { count: number; last: Diagnostic | null }>();
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
    const message = `${path} names the ${noun} ${JSON.stringify(name)}, which is not in this policy`;
    if (this.#isFull("reference-unknown")) return this.error("reference-unknown", at, message);
    const near = closest(name, known);
    const hint = near !== null ? `did you mean ${JSON.stringify(near)}?` : known.length === 0 ? `this policy has no ${noun}` : `known: ${listed(known)}`;
    this.error("reference-unknown", at, message, { hint });
  }

  add(diagnostic: Diagnostic): void {
    if (diagnostic.level === "error") this.#errors += 1;
    const counted = this.#counts.get(diagnostic.code) ?? { count: 0, last: null };
    counted.count += 1;
    counted.last = diagnostic;
    this.#counts.set(diagnostic.code, counted);
    if (counted.count <= SHOWN_PER_KIND) this.#shown.push(diagnostic);
  }

  /** In the order of the file; kinds of which there are too many end with their number. */
  sorted(): readonly Diagnostic[] {
    const all = this.#shown.toSorted((a, b) => compareSpans(a.at, b.at) || compareText(a.code, b.code) || compareText(a.message, b.message));
    for (const { count, last } of this.#counts.values()) {
      if (count <= SHOWN_PER_KIND || last === null) continue;
      all.push({ ...last, message: `and ${count - SHOWN_PER_KIND} more of the same kind (${last.code}), down to this one: ${last.message}` });
    }
    return all;
  }

  #isFull(code: string): boolean {
    return (this.#counts.get(code)?.count ?? 0) >= SHOWN_PER_KIND;
  }
}

/** `"a", "b", "c" and 4 more`. */
export function listed(words: readonly string[], most = 12): string {
  const shown = words.slice(0, most).map((word) => JSON.stringify(word)).join(", ");
  return words.length > most ? `${shown} and ${words.length - most} more` : shown;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
