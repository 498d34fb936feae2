import type { Context, ContextInclude, DialplanModel, Step } from "../posture/index.js";
import { type Characters, NO_CHARACTERS, oneOf } from "./characters.js";
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
}

/** What one context has for a number. */
export interface Own {
  readonly candidates: readonly Candidate[];
  /** Whether one of them takes all that may be asked for. */
  readonly all: boolean;
  /** Whether one takes some of it, whoever calls. */
  readonly some: boolean;
}

/** A context's own extensions, with the includes by which it was come to, outermost first. */
export interface Group extends Own {
  readonly context: Context;
  readonly includes: readonly ContextInclude[];
}

export interface Found {
  readonly groups: readonly Group[];
  /** Extensions that somebody else may add: `switch` lines on the way. */
  readonly switches: readonly Context["switches"][number][];
}

interface Asked {
  readonly shape: Shape;
  readonly key: string;
  readonly priority: string | null;
}

/** Extensions by the digits that all their numbers begin with. */
interface Sorted {
  readonly byPrefix: ReadonlyMap<string, readonly Extension[]>;
  /** In the order of the alphabet. */
  readonly prefixes: readonly string[];
  readonly lengths: readonly number[];
}

/** Included contexts nest no deeper in the engine (AST_PBX_MAX_STACK). */
const MOST_INCLUDES = 128;
/** Comparisons of numbers with extensions; a dialplan that needs more is not judged to its end. */
const MOST_COMPARISONS = 12_000_000;
/** Lines with an open end that hide later ones; more are not compared. */
const MOST_WIDE = 32;
const MOST_KEPT = 50_000;

/** Finds extensions as pbx_find_extension() of main/pbx.c does: a context's own, best fit first, then its switches, then its includes in order. */
export class Extensions {
  readonly #sorted = new Map<Context, Sorted>();
  readonly #kept = new Map<string, Own>();
  #comparisons = 0;

  constructor(readonly model: DialplanModel) {}

  /** False once something was left out for its size. */
  get complete(): boolean {
    return this.#comparisons < MOST_COMPARISONS;
  }

  /**
   * @param key the shape's own, for memory
   * @param priority a priority or label that the extension has to have; null where it begins
   */
  find(context: string, shape: Shape, key: string, priority: string | null): Found {
    const found: { groups: Group[]; switches: Context["switches"][number][] } = { groups: [], switches: [] };
    this.#search(context, { shape, key, priority }, new Set(), [], found);
    return found;
  }

  /** Gives back whether the search is over. */
  #search(name: string, asked: Asked, seen: Set<string>, includes: readonly ContextInclude[], found: { readonly groups: Group[]; readonly switches: Context["switches"][number][] }): boolean {
    const context = this.model.contexts.get(name);
    if (context === undefined || seen.has(name) || seen.size >= MOST_INCLUDES || !this.complete) return false;
    seen.add(name);
    const own = this.#own(context, asked);
    if (own.candidates.length > 0) found.groups.push({ ...own, context, includes });
    // Where one takes all that may be asked for, nobody looks any further.
    if (own.all) return includes.every(({ timing }) => timing === null);
    found.switches.push(...context.switches);
    for (const include of context.includes) if (this.#search(include.context, asked, seen, [...includes, include], found)) return true;
    return false;
  }

  #own(context: Context, asked: Asked): Own {
    const name = `${context.name}\n${asked.priority ?? ""}\n${asked.key}`;
    const kept = this.#kept.get(name);
    if (kept !== undefined) return kept;
    const own = this.#compare(context, asked);
    if (this.#kept.size < MOST_KEPT) this.#kept.set(name, own);
    return own;
  }

  #compare(context: Context, { shape, priority }: Asked): Own {
    const candidates: Candidate[] = [];
    const wide: Extension[] = [];
    let all = false;
    for (const extension of likely(this.#sort(context), shape)) {
      this.#comparisons += 1;
      if (indexOf(extension, priority) === null) continue;
      const common = intersection(extension.shape, shape);
      if (common === null || wide.some((earlier) => covers(earlier.shape, common))) continue;
      candidates.push({ extension, shape: common });
      if (extension.callerId !== null) continue;
      all = covers(extension.shape, shape);
      if (all) break;
      if (typeof extension.shape !== "string" && wide.length < MOST_WIDE) wide.push(extension);
    }
    return { candidates, all, some: candidates.some(({ extension }) => extension.callerId === null) };
  }

  #sort(context: Context): Sorted {
    const known = this.#sorted.get(context);
    if (known !== undefined) return known;
    const sorted = sort(context);
    this.#sorted.set(context, sorted);
    return sorted;
  }
}

/** Those that may fit, in the order in which they are tried. */
function likely({ byPrefix, prefixes, lengths }: Sorted, shape: Shape): readonly Extension[] {
  const prefix = prefixOf(shape);
  const found: Extension[] = [];
  for (const length of lengths) if (length < prefix.length) for (const extension of byPrefix.get(prefix.slice(0, length)) ?? []) found.push(extension);
  for (let at = firstFrom(prefixes, prefix); at < prefixes.length; at += 1) {
    const next = prefixes[at] ?? "";
    if (typeof shape === "string" ? next !== prefix : !next.startsWith(prefix)) break;
    for (const extension of byPrefix.get(next) ?? []) found.push(extension);
  }
  return found.sort((a, b) => a.rank - b.rank);
}

/** The first place in a sorted list that is not before a text. */
function firstFrom(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The characters that all texts of a shape begin with. */
function prefixOf(shape: Shape): string {
  if (typeof shape === "string") return shape;
  let prefix = "";
  for (const set of shape.parts) {
    if (rankOfSet(set) >> 8 !== 1) break;
    prefix += oneOf(set);
  }
  return prefix;
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
  const extensions = [...groups.values()].flatMap((steps) => {
    const [first] = steps;
    if (first === undefined) return [];
    steps.sort((a, b) => Number(a.priority) - Number(b.priority));
    const shape = shapeOfExtension(first.extension);
    const key = first.extension.startsWith("_") ? rankOf(shape) : [];
    return [{ key, extension: { context, name: first.extension, callerId: first.callerId, shape, steps } }];
  });
  // A number as it is comes first, then patterns, and of two alike the one for a certain caller.
  extensions.sort((a, b) => Math.sign(a.key.length) - Math.sign(b.key.length) || compare(a.key, b.key) || Number(a.extension.callerId === null) - Number(b.extension.callerId === null));
  const byPrefix = new Map<string, Extension[]>();
  for (const [rank, { extension }] of extensions.entries()) {
    const prefix = prefixOf(extension.shape);
    const same = byPrefix.get(prefix);
    if (same === undefined) byPrefix.set(prefix, [{ ...extension, rank }]);
    else same.push({ ...extension, rank });
  }
  const prefixes = [...byPrefix.keys()].sort((a, b) => (a < b ? -1 : 1));
  return { byPrefix, prefixes, lengths: [...new Set(prefixes.map(({ length }) => length))] };
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

/** Where a priority or a label stands among the steps. */
export function indexOf(extension: Extension, priority: string | null): number | null {
  if (priority === null) return extension.steps[0]?.priority === 1 ? 0 : null;
  const name = priority.trim();
  if (extension.steps.length > FEW_STEPS) return placesOf(extension).get(name) ?? null;
  const at = extension.steps.findIndex(({ label, priority: own }) => label === name || String(own) === name);
  return at < 0 ? null : at;
}

/** So many are looked through; an index of each extension would take more memory than its steps. */
const FEW_STEPS = 16;

function placesOf(extension: Extension): ReadonlyMap<string, number> {
  let places = indexes.get(extension);
  if (places === undefined) indexes.set(extension, (places = new Map(extension.steps.toReversed().flatMap((step, at) => [step.label, String(step.priority)].filter((name) => name !== null).map((name) => [name, extension.steps.length - 1 - at] as const)))));
  return places;
}

const indexes = new WeakMap<Extension, ReadonlyMap<string, number>>();
