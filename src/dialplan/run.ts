import type { Step } from "../posture/index.js";
import { span, type Span } from "../source/index.js";
import { type Argument, cutAt, readOptions, splitArguments } from "./arguments.js";
import { KEYS } from "./characters.js";
import { judgeCondition, narrowed, type Verdict } from "./condition.js";
import { evaluate, nameOf, type Place } from "./evaluate.js";
import type { Arrival } from "./path.js";
import { MOST_VARIABLES, proven, type Variables } from "./state.js";
import { clip, type Piece, plainText, readTemplate } from "./template.js";
import { foreign, plain, stepped, UNKNOWN, type Value } from "./value.js";
import { doubted, type Outcome, type Target, type Visit } from "./walk.js";

/** The place of a piece of a step's data in its file; the whole line where escapes or templates moved it. */
export function placeIn(step: Step, start: number, end: number): Span {
  const { at } = step;
  const offset = step.data === "" ? -1 : at.text.lastIndexOf(step.data);
  if (offset < 0 || at.text.length !== at.end - at.start) return at;
  return span(at.file, at.start + offset + start, at.start + offset + end);
}

export const templates = new WeakMap<Step, readonly Piece[]>();

export function templateOf(step: Step): readonly Piece[] {
  let pieces = templates.get(step);
  if (pieces === undefined) templates.set(step, (pieces = readTemplate(step.data)));
  return pieces;
}

/** One application as it runs: what it is given, and what it does to the call. */
export class Running {
  variables: Variables;
  arrival: Arrival;
  goesOn = true;
  readonly targets: Target[] = [];
  readonly labels: { readonly label: string; readonly variables: Variables; readonly arrival: Arrival }[] = [];
  readonly step: Step;
  /** Names of what was set. */
  readonly written: string[] = [];

  constructor(readonly visit: Visit, readonly elsewhere: (name: string) => Value | null) {
    this.variables = visit.variables;
    this.arrival = visit.arrival;
    this.step = visit.step;
  }

  get place(): Place {
    return { variables: this.variables, context: this.visit.context, at: this.step.at, elsewhere: this.elsewhere };
  }

  get number(): Value {
    return this.variables.get("EXTEN") ?? UNKNOWN;
  }

  readonly read = (pieces: readonly Piece[]): Value => evaluate(pieces, this.place);

  judge(pieces: readonly Piece[]): Verdict {
    return judgeCondition(pieces, this.read);
  }

  at(argument: { readonly start: number; readonly end: number }): Span {
    return placeIn(this.step, argument.start, argument.end);
  }

  set(name: string, value: Value, at: Span): void {
    const bare = name.replace(/^__?/, "");
    const next = new Map(this.variables);
    if (next.size >= MOST_VARIABLES && !next.has(bare)) next.delete([...next.keys()].find((other) => other !== "EXTEN") ?? "");
    const noted = value.trail === null ? value : stepped(value, at, `${bare} holds it`);
    next.set(bare, bare === name ? { ...noted, inherited: false } : { ...noted, inherited: true });
    this.variables = next;
    this.written.push(bare);
  }

  outcome(): Outcome {
    const { goesOn, variables, arrival, targets, labels } = this;
    return { goesOn, variables, arrival, targets, labels };
  }

  /** The state where a condition holds, or does not; null where it never does. */
  side(verdict: Verdict, holds: boolean): { readonly variables: Variables; readonly arrival: Arrival } | null {
    if (verdict.holds === !holds) return null;
    const variables = proven(this.variables, holds ? verdict.whenTrue : verdict.whenFalse, narrowed);
    if (variables === null) return null;
    const secret = verdict.toldWhen === holds && verdict.holds === null;
    const arrival = secret ? { ...this.arrival, guard: this.arrival.guard ?? this.step.at } : verdict.holds === null && verdict.asks === "other" ? doubted(this.arrival, "medium") : this.arrival;
    return { variables, arrival };
  }

  /** Goes where `[[context,]extension,]priority` says; a label alone stays in the extension. */
  jump(pieces: readonly Piece[], state: { readonly variables: Variables; readonly arrival: Arrival } = this, note = this.step.application): void {
    const parts = splitArguments(pieces).filter((part, index, all) => part.pieces.length > 0 || index < all.length - 1);
    const place: Place = { ...this.place, variables: state.variables };
    const [priority, number, context] = parts.toReversed();
    if (priority === undefined) return;
    const { shape } = evaluate(priority.pieces, place);
    const label = typeof shape === "string" ? withoutArguments(shape) : null;
    if (number === undefined) {
      if (label !== null) this.labels.push({ label, ...state });
      return;
    }
    const to = context === undefined ? plain(this.visit.context) : evaluate(context.pieces, place);
    // ast_explicit_goto() leaves alone what is empty.
    const asked = evaluate(number.pieces, place);
    this.enter(to, asked.shape === "" ? this.number : asked, label, note, state, this.at({ start: parts[0]?.start ?? 0, end: priority.end }));
  }

  /** Sends the call (or a new channel) to an extension of a context. */
  enter(context: Value, number: Value, priority: string | null, note: string, state: { readonly variables: Variables; readonly arrival: Arrival } = this, at: Span = this.step.at): void {
    const to = context.shape;
    if (typeof to !== "string") return;
    const target = to.trim() === "" ? this.visit.context : to.trim();
    this.targets.push({ context: target, number, priority, variables: state.variables, arrival: { ...state.arrival, hop: { at, note: `${note} to [${target}]`, before: state.arrival.hop } }, running: true });
  }

  /** What a caller keys in from here on. */
  keyed(note: string): Value {
    return foreign({ parts: [KEYS], tail: KEYS }, { at: this.step.at, note, before: null, origin: "keys", source: "the keys pressed" });
  }

  /** Only what is handed down to channels that this one makes. */
  handedDown(): Variables {
    return new Map([...this.variables].filter(([name, value]) => value.inherited || name.startsWith("CALLERID(")));
  }
}

function withoutArguments(label: string): string {
  const open = label.indexOf("(");
  return (open < 0 ? label : label.slice(0, open)).trim();
}

/** `application(data)` within data, as Exec() and ExecIf() take it. */
export function callIn(pieces: readonly Piece[]): { readonly application: string | null; readonly data: readonly Piece[]; readonly named: readonly Piece[] } {
  const [head, tail] = cutAt(pieces, "(");
  const text = plainText(head);
  if (tail === null) return { application: text?.trim() ?? null, data: [], named: head };
  const last = tail.at(-1);
  const end = last?.kind === "text" && last.text.includes(")") ? last.start + last.text.lastIndexOf(")") : (last?.end ?? 0);
  return { application: text?.trim() ?? null, data: clip(tail, 0, end), named: head };
}

export { cutAt, nameOf, plainText, readOptions, splitArguments, type Argument };
