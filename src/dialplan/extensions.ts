import type { Context, ContextInclude, DialplanModel, Step } from "../posture/index.js";
import { type Characters, NO_CHARACTERS } from "./characters.js";
import { covers, intersection, opened, type Shape, shapeOfExtension } from "./shape.js";

/** All steps of one extension of one context, in the order of their priorities. */
export interface Extension {
  readonly context: Context;
  readonly name: string;
  readonly callerId: string | null;
  /** The numbers it takes. */
  readonly shape: Shape;
  readonly steps: readonly Step[];
  /** Place in the order in which Asterisk tries the extensions of a context. */
  readonly rank: number;
}

export interface Candidate {
  readonly extension: Extension;
  /** What the number can be here. */
  readonly shape: Shape;
  /** The includes on the way, outermost first. */
  readonly includes: readonly ContextInclude[];
}

export interface Found {
  readonly candidates: readonly Candidate[];
  /** Extensions that somebody else may add: `switch` lines on the way. */
  readonly switches: readonly Context["switches"][number][];
}

interface Sorted {
  readonly literals: ReadonlyMap<string, readonly Extension[]>;
  readonly patterns: readonly Extension[];
  /** Patterns by a character that they can begin with; those that begin with anything stand apart. */
  readonly byFirst: ReadonlyMap<Characters, readonly Extension[]>;
  readonly anyFirst: readonly Extension[];
}

const NOTHING: Found = { candidates: [], switches: [] };
/** Included contexts nest no deeper in the engine (AST_PBX_MAX_STACK). */
const MOST_INCLUDES = 128;
/** Comparisons of numbers with extensions; a dialplan that needs more is not judged to its end. */
const MOST_COMPARISONS = 12_000_000;
const MOST_KEPT = 20_000;

/** Finds extensions as pbx_find_extension() of main/pbx.c does: a context's own, best fit first, then its switches, then its includes in order. */
export class Extensions {
  readonly #sorted = new Map<Context, Sorted>();
  readonly #kept = new Map<string, Found>();
  #comparisons = 0;

  constructor(readonly model: DialplanModel) {}

  /** False once something was left out for its size. */
  get complete(): boolean {
    return this.#comparisons < MOST_COMPARISONS;
  }

  /** Every extension of the context itself. */
  all(context: Context): readonly Extension[] {
    const { literals, patterns } = this.#sort(context);
    return [...[...literals.values()].flat(), ...patterns];
  }

  /** @param key the shape's own, for memory */
  find(context: string, shape: Shape, key: string): Found {
    const name = `${context}\n${key}`;
    const kept = this.#kept.get(name);
    if (kept !== undefined) return kept;
    const found = this.#search(context, shape, new Set(), []);
    if (this.#kept.size < MOST_KEPT) this.#kept.set(name, found);
    return found;
  }

  #search(name: string, shape: Shape, seen: Set<string>, includes: readonly ContextInclude[]): Found {
    const context = this.model.contexts.get(name);
    if (context === undefined || seen.has(name) || seen.size >= MOST_INCLUDES || !this.complete) return NOTHING;
    seen.add(name);
    const own = this.#own(context, shape);
    const candidates: Candidate[] = own.map(({ extension, common }) => ({ extension, shape: common, includes }));
    // Where one takes all that may be asked for, nobody looks any further.
    if (own.some(({ extension }) => extension.callerId === null && covers(extension.shape, shape))) return { candidates, switches: [] };
    const switches = [...context.switches];
    for (const include of context.includes) {
      const inner = this.#search(include.context, shape, seen, [...includes, include]);
      candidates.push(...inner.candidates);
      switches.push(...inner.switches);
      if (typeof shape === "string" && include.timing === null && inner.candidates.some(({ extension }) => extension.callerId === null)) break;
    }
    return { candidates, switches };
  }

  #own(context: Context, shape: Shape): readonly { readonly extension: Extension; readonly common: Shape }[] {
    const sorted = this.#sort(context);
    const results: { extension: Extension; common: Shape }[] = [];
    const wide: Extension[] = [];
    for (const extension of this.#likely(sorted, shape)) {
      this.#comparisons += 1;
      const common = intersection(extension.shape, shape);
      if (common === null || wide.some((earlier) => covers(earlier.shape, common))) continue;
      results.push({ extension, common });
      if (extension.callerId !== null) continue;
      if (covers(extension.shape, shape)) break;
      if (typeof extension.shape !== "string" && wide.length < 32) wide.push(extension);
    }
    return results;
  }

  /** Those that may fit, in order. */
  #likely({ literals, patterns, byFirst, anyFirst }: Sorted, shape: Shape): readonly Extension[] {
    if (typeof shape !== "string") {
      const plain = [...literals.values()].flat();
      return plain.length === 0 ? patterns : [...plain, ...patterns];
    }
    const exact = literals.get(shape) ?? [];
    const first = opened(shape.slice(0, 1)).parts[0] ?? NO_CHARACTERS;
    const fitting = byFirst.get(first) ?? [];
    const rest = anyFirst.length === 0 ? fitting : [...fitting, ...anyFirst].sort((a, b) => a.rank - b.rank);
    return [...exact, ...rest];
  }

  #sort(context: Context): Sorted {
    const known = this.#sorted.get(context);
    if (known !== undefined) return known;
    const sorted = sort(context);
    this.#sorted.set(context, sorted);
    return sorted;
  }
}

function sort(context: Context): Sorted {
  const groups = new Map<string, Step[]>();
  for (const step of context.steps) {
    if (step.priority === "hint") continue;
    const key = `${step.extension}\n${step.callerId ?? "*"}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [step]);
    else group.push(step);
  }
  const literals = new Map<string, Extension[]>();
  const patterns: { readonly extension: Omit<Extension, "rank">; readonly key: readonly number[] }[] = [];
  for (const steps of groups.values()) {
    const [first] = steps;
    if (first === undefined) continue;
    steps.sort((a, b) => Number(a.priority) - Number(b.priority));
    const extension = { context, name: first.extension, callerId: first.callerId, shape: shapeOfExtension(first.extension), steps };
    if (first.extension.startsWith("_")) patterns.push({ extension, key: rankOf(extension.shape) });
    else if (typeof extension.shape === "string") {
      const same = literals.get(extension.shape);
      if (same === undefined) literals.set(extension.shape, [{ ...extension, rank: -1 }]);
      else same.push({ ...extension, rank: -1 });
    }
  }
  for (const [name, same] of literals) literals.set(name, same.sort((a, b) => Number(a.callerId === null) - Number(b.callerId === null)));
  patterns.sort((a, b) => compare(a.key, b.key) || Number(a.extension.callerId === null) - Number(b.extension.callerId === null));
  const ranked = patterns.map(({ extension }, rank): Extension => ({ ...extension, rank }));
  return { literals, patterns: ranked, ...byFirstOf(ranked) };
}

function byFirstOf(patterns: readonly Extension[]): Pick<Sorted, "byFirst" | "anyFirst"> {
  const byFirst = new Map<Characters, Extension[]>();
  const anyFirst: Extension[] = [];
  for (const extension of patterns) {
    const first = opened(extension.shape).parts[0];
    const bits = first === undefined ? null : bitsOf(first, 12);
    if (bits === null) anyFirst.push(extension);
    else for (const bit of bits) put(byFirst, bit, extension);
  }
  return { byFirst, anyFirst };
}

function put(lists: Map<Characters, Extension[]>, key: Characters, extension: Extension): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [extension]);
  else list.push(extension);
}

/** The single characters of a set; null where there are more than so many. */
function bitsOf(set: Characters, most: number): readonly Characters[] | null {
  const bits: Characters[] = [];
  for (let rest = set; rest !== NO_CHARACTERS; rest &= rest - 1n) {
    if (bits.length === most) return null;
    bits.push(rest & -rest);
  }
  return bits;
}

const END = 0x30000;

const ranks = new Map<Characters, number>();

/** What ext_cmp_pattern_pos() of main/pbx.c gives each place: few characters first, then the lowest of them, `.` and `!` last. */
function rankOf(shape: Shape): readonly number[] {
  const { parts, tail } = opened(shape);
  if (tail === NO_CHARACTERS) return [...parts.map(rankOfSet), END];
  // `.` is one part and the tail, `!` the tail alone.
  const dot = parts.at(-1) === tail;
  return [...(dot ? parts.slice(0, -1) : parts).map(rankOfSet), dot ? 0x18000 : 0x28000];
}

function rankOfSet(set: Characters): number {
  const known = ranks.get(set);
  if (known !== undefined) return known;
  let count = 0;
  for (let rest = set; rest !== NO_CHARACTERS; rest &= rest - 1n) count += 1;
  const lowest = set === NO_CHARACTERS ? 0 : (set & -set).toString(2).length - 1;
  const rank = count === 0 ? END : count * 0x100 + lowest;
  ranks.set(set, rank);
  return rank;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? END) - (b[at] ?? END);
    if (difference !== 0) return difference;
  }
  return 0;
}
