import type { Analysis } from "../../dialplan/index.js";
import type { Step } from "../../posture/index.js";

/** Numbers of which at least one has to be stopped, by the class they stand for: each begins as numbers of its class do and is nobody's. */
const CLASSES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // Satellite networks and international networks, and a small country's numbers: those that are sold most.
  "international numbers": [["0088299000000", "00247990000", "0067599000000"], ["01188299000000", "011247990000", "01167599000000"], ["+88299000000", "+247990000", "+67599000000"]],
  "premium numbers": [["19005550100", "19765550100"], ["09005550100"]],
};

export interface Passing {
  readonly name: string;
  readonly number: string;
  readonly step: Step;
}

const MOST_PREFIXES = 6;

/**
 * Classes of numbers all samples of which leave by a line from a context, behind any prefix that its own extensions ask for.
 * Each number is followed as a call would be.
 */
export function passing(analysis: Analysis, context: string): readonly Passing[] {
  const found: Passing[] = [];
  for (const [name, families] of Object.entries(CLASSES)) {
    const hit = firstOf(prefixesOf(analysis, context), (prefix) => firstOf(families, (family) => familyPasses(analysis, context, prefix, family)));
    if (hit !== null) found.push({ name, ...hit });
  }
  return found;
}

function familyPasses(analysis: Analysis, context: string, prefix: string, family: readonly string[]): Omit<Passing, "name"> | null {
  let first: Omit<Passing, "name"> | null = null;
  for (const number of family) {
    const [call] = analysis.probe(context, prefix + number).filter(({ arrival }) => arrival.guard === null && arrival.confidence === "high");
    if (call === undefined) return null;
    first ??= { number: prefix + number, step: call.first };
  }
  return first;
}

/** What stands before a number: nothing, or the digit or two that patterns begin with. */
function prefixesOf({ dialplan }: Analysis, context: string): readonly string[] {
  const prefixes = new Set([""]);
  for (const { extension, priority } of dialplan.contexts.get(context)?.steps ?? []) {
    const digits = /^_([0-9*#]{1,2})/.exec(extension)?.[1];
    if (priority !== 1 || digits === undefined) continue;
    prefixes.add(digits.slice(0, 1));
    if (prefixes.size > MOST_PREFIXES) break;
  }
  return [...prefixes];
}

function firstOf<T, R>(items: readonly T[], pick: (item: T) => R | null): R | null {
  for (const item of items) {
    const picked = pick(item);
    if (picked !== null) return picked;
  }
  return null;
}
