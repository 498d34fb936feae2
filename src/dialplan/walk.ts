import type { Context, Step } from "../posture/index.js";
import type { Span } from "../source/index.js";
import type { Confidence } from "./confidence.js";
import { type Extension, type Extensions, type Group, indexOf } from "./extensions.js";
import { type Arrival, doubtOf, type Hop } from "./path.js";
import { keyOf, type Shape } from "./shape.js";
import { joinedVariables, type Variables } from "./state.js";
import { plain, reshaped, type Value } from "./value.js";

/** A place that a call gets to. */
export interface Target {
  /** The context that the channel is in from then on. */
  readonly context: string;
  readonly number: Value;
  /** A priority or a label; null where the extension begins. */
  readonly priority: string | null;
  readonly variables: Variables;
  readonly arrival: Arrival;
  /** Whether the call runs already, and does not just come in. */
  readonly running: boolean;
}

/** A step about to run. */
export interface Visit {
  readonly step: Step;
  readonly extension: Extension;
  /** The channel's context, which need not be the one that holds the extension. */
  readonly context: string;
  readonly variables: Variables;
  readonly arrival: Arrival;
}

/** What a step does to the call. */
export interface Outcome {
  /** False where the call never comes to the next step from here. */
  readonly goesOn: boolean;
  readonly variables: Variables;
  readonly arrival: Arrival;
  readonly targets: readonly Target[];
  /** Places within the same extension. */
  readonly labels: readonly { readonly label: string; readonly variables: Variables; readonly arrival: Arrival }[];
}

export type Run = (visit: Visit) => Outcome;

interface Node {
  readonly extension: Extension;
  readonly context: string;
  readonly from: number;
  variables: Variables;
  arrival: Arrival;
  visits: number;
  waiting: boolean;
}

/** A place that many ways lead to is known by its characters after so many visits, and left alone after so many. */
const WIDE_AFTER = 2;
const LEFT_AFTER = 4;
/** Places of an extension that are told apart by the number too. */
const MOST_APART = 24;
/** Steps that one walk looks at. */
const MOST_STEPS = 1_500_000;
const MOST_NODES = 250_000;

/** Follows calls through the dialplan to every place that they can get to, nearest first. */
export class Walk {
  readonly #nodes = new Map<Extension, Map<string, Node>>();
  readonly #queue: Node[] = [];
  readonly #specials = new Set<string>();
  /** What was carried into each context before, by number. */
  readonly #entered = new Map<string, { readonly variables: Variables; readonly doubt: number; readonly times: number }>();
  readonly #relatives = new Map<Context, boolean>();
  #count = 0;
  #steps = 0;
  complete = true;
  /** Contexts with extensions that somebody else has, and how a call gets there. */
  readonly elsewhere: { readonly at: Span; readonly note: string; readonly arrival: Arrival }[] = [];

  constructor(readonly extensions: Extensions, readonly run: Run) {}

  follow(targets: readonly Target[]): void {
    for (const target of targets) this.#enter(target);
    for (let at = 0; at < this.#queue.length; at += 1) {
      const node = this.#queue[at];
      if (node === undefined) break;
      node.waiting = false;
      if (this.#steps < MOST_STEPS) this.#walk(node);
      else this.complete = false;
    }
    this.#queue.length = 0;
  }

  #enter(target: Target): void {
    const { context, number } = target;
    const key = keyOf(number.shape);
    const { groups, switches } = this.extensions.find(context, number.shape, key, target.priority);
    if (switches.length > 0) this.#unseen(switches, target.arrival);
    // Keys that fit nothing, and jumps to what is not there; a call that comes in for such a number is refused instead.
    if (target.running && !groups.some(({ all }) => all)) this.#special({ ...target, variables: new Map(target.variables).set("INVALID_EXTEN", number) }, "i");
    for (const group of groups) {
      const state = this.#news(group, target, key);
      if (state !== null) this.#group(group, target, state);
    }
    if (groups.length > 0) this.#special(target, "h");
  }

  #group({ candidates, includes }: Group, { context, number, priority, arrival }: Target, variables: Variables): void {
    const hop = includes.reduce<Hop>((before, include, index) => ({ at: include.at, note: `[${includes[index - 1]?.context ?? context}] includes [${include.context}]${include.timing === null ? "" : ", at times"}`, before }), arrival.hop);
    for (const { extension, shape } of candidates) {
      const index = indexOf(extension, priority);
      if (index === null) continue;
      this.#arrive(extension, context, index, new Map(variables).set("EXTEN", reshaped(number, shape)), { ...arrival, hop: taken(hop, extension, shape, number) });
    }
  }

  /** What is to be carried into a context for a number; null where calls got there before with all of it, by a way as plain. */
  #news({ context }: Group, target: Target, number: string): Variables | null {
    const relative = this.#relative(context) ? target.context : "";
    const key = `${context.name}\n${relative}\n${target.priority ?? ""}\n${target.number.trail?.origin ?? ""}\n${number}`;
    const before = this.#entered.get(key);
    if (before === undefined) {
      if (this.#entered.size < MOST_NODES) this.#entered.set(key, { variables: target.variables, doubt: doubtOf(target.arrival), times: 1 });
      return target.variables;
    }
    const better = doubtOf(target.arrival) < before.doubt;
    if (!better && before.times >= LEFT_AFTER) return null;
    const joined = joinedVariables(before.variables, target.variables, before.times >= WIDE_AFTER);
    if (joined === before.variables && !better) return null;
    this.#entered.set(key, { variables: joined, doubt: Math.min(before.doubt, doubtOf(target.arrival)), times: before.times + 1 });
    return joined;
  }

  #relative(context: Context): boolean {
    let relative = this.#relatives.get(context);
    if (relative === undefined) this.#relatives.set(context, (relative = context.steps.some(leansOnContext)));
    return relative;
  }

  #unseen(switches: readonly { readonly application: string; readonly at: Span }[], arrival: Arrival): void {
    for (const { application, at } of switches) this.elsewhere.push({ at, note: `switch => ${application}`, arrival: { ...arrival, hop: { at, note: `extensions of ${application} are not in the files`, before: arrival.hop } } });
  }

  /** Extensions that the engine itself goes to, once each: `h` at the end of a call, `i` for what fits nowhere. */
  #special({ context, variables, arrival }: Target, name: "i" | "h" | "t"): void {
    const key = `${context}\n${name}`;
    if (this.#specials.has(key)) return;
    this.#specials.add(key);
    const { groups } = this.extensions.find(context, name, `=${name}`, null);
    for (const { extension } of groups.flatMap(({ candidates }) => candidates)) {
      if (extension.name !== name) continue;
      const at = extension.steps[0]?.at ?? arrival.hop.at;
      this.#arrive(extension, context, 0, new Map(variables).set("EXTEN", plain(name)), { ...arrival, hop: { at, note: `${name} of [${context}]`, before: arrival.hop } });
    }
  }

  #arrive(extension: Extension, context: string, from: number, variables: Variables, arrival: Arrival): void {
    let nodes = this.#nodes.get(extension);
    if (nodes === undefined) this.#nodes.set(extension, (nodes = new Map<string, Node>()));
    const place = `${from} ${isRelative(extension) ? context : ""}`;
    const number = variables.get("EXTEN")?.shape;
    // A few numbers are told apart: what holds for one need not for another.
    const apart = typeof number === "string" ? `${place} =${number}` : place;
    const key = nodes.has(apart) || nodes.size < MOST_APART ? apart : place;
    const node = nodes.get(key);
    if (node === undefined) {
      if (this.#count >= MOST_NODES) {
        this.complete = false;
        return;
      }
      this.#count += 1;
      const fresh: Node = { extension, context, from, variables, arrival, visits: 0, waiting: true };
      nodes.set(key, fresh);
      this.#queue.push(fresh);
      return;
    }
    const better = doubtOf(arrival) < doubtOf(node.arrival);
    const joined = joinedVariables(node.variables, variables, node.visits >= WIDE_AFTER);
    if (joined === node.variables && !better) return;
    node.variables = joined;
    if (better) node.arrival = arrival;
    if (node.waiting || (node.visits >= LEFT_AFTER && !better)) return;
    node.waiting = true;
    this.#queue.push(node);
  }

  #walk(node: Node): void {
    node.visits += 1;
    const { extension, context } = node;
    let { variables, arrival } = node;
    for (let index = node.from; index < extension.steps.length; index += 1) {
      const step = extension.steps[index];
      if (step === undefined) return;
      if (index > node.from) {
        const previous = extension.steps[index - 1];
        if (Number(step.priority) !== Number(previous?.priority) + 1) return this.#further(node, previous, variables, arrival);
        if (step.label !== null) return this.#arrive(extension, context, index, variables, arrival);
      }
      this.#steps += 1;
      const outcome = this.run({ step, extension, context, variables, arrival });
      for (const { label, ...state } of outcome.labels) {
        const to = indexOf(extension, label);
        if (to !== null) this.#arrive(extension, context, to, state.variables, state.arrival);
      }
      for (const target of outcome.targets) this.#enter(target);
      if (!outcome.goesOn) return;
      ({ variables, arrival } = outcome);
    }
    this.#further(node, extension.steps.at(-1), variables, arrival);
  }

  /** The engine looks for the very next priority, and takes it from whichever extension has it that fits the number as well. */
  #further({ context }: Node, last: Step | undefined, variables: Variables, arrival: Arrival): void {
    const number = variables.get("EXTEN");
    if (last === undefined || number === undefined) return;
    const priority = String(Number(last.priority) + 1);
    const key = keyOf(number.shape);
    for (const group of this.extensions.find(context, number.shape, key, priority).groups) {
      const target: Target = { context, number, priority, variables, arrival, running: true };
      const state = this.#news(group, target, key);
      if (state !== null) this.#group(group, target, state);
    }
  }
}

/** The hop into an extension: worth a word where a pattern decides. */
function taken(before: Hop, extension: Extension, shape: Shape, number: Value): Hop {
  const [first] = extension.steps;
  if (first === undefined) return before;
  const what = extension.name.startsWith("_") ? `pattern ${extension.name}` : `extension ${extension.name}`;
  const whose = number.trail === null && typeof shape === "string" ? "" : typeof shape === "string" ? "" : " takes what the caller asks for";
  return { at: first.at, note: `${what} of [${extension.context.name}]${whose}`, before };
}

const relative = new WeakMap<Extension, boolean>();
const JUMPS = /^(?:goto|gosub|exec|macro|background|waitexten|read|dial|retrydial|disa|voicemail|queue|page|set|agi|stasis|followme|while|return|directory|originate)/i;

/** Whether what the extension does depends on the context that its channel is in; where not, all contexts that include it share its nodes. */
function isRelative(extension: Extension): boolean {
  const known = relative.get(extension);
  if (known !== undefined) return known;
  const found = extension.steps.some(leansOnContext);
  relative.set(extension, found);
  return found;
}

function leansOnContext({ application, data }: Step): boolean {
  if (data.includes("CONTEXT")) return true;
  if (/^(?:goto|gosub)$/i.test(application)) return data.split(",").length < 3;
  if (/^dial$/i.test(application)) return /,[^,]*,[^,]*[tT]/.test(data);
  return JUMPS.test(application) && !/^(?:set|macro)$/i.test(application);
}

export function doubted(arrival: Arrival, confidence: Confidence): Arrival {
  const order = { high: 0, medium: 1, low: 2 } as const;
  return order[arrival.confidence] >= order[confidence] ? arrival : { ...arrival, confidence };
}
