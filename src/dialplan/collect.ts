import type { AsteriskSystem, Step } from "../posture/index.js";
import type { Span } from "../source/index.js";
import { splitArguments } from "./arguments.js";
import type { CallerKind } from "./callers.js";
import type { Channels, Destination } from "./channels.js";
import { KEYS } from "./characters.js";
import type { Observer } from "./observe.js";
import { doubtOf } from "./path.js";
import type { Running } from "./run.js";
import { sinksOf, type Tainted } from "./tainted.js";
import type { PaidCall, Sink, Use } from "./sinks.js";
import { joinedVariables, type Variables } from "./state.js";
import { type Piece, plainText } from "./template.js";
import { foreign, plain, type Value } from "./value.js";

/** Applications that rules ask for by themselves. */
const USES = /^(?:disa|authenticate|vmauthenticate|voicemailmain|chanspy|extenspy|pickup|pickupchan|stasis|agi|eagi|externalivr|audiosocket|mixmonitor|monitor|messagesend|originate|channelredirect|dial|queue|followme|background|waitexten)$/i;

/** Gathers what a walk comes by; of several ways to one place the plainest counts. */
export class Collector implements Observer {
  readonly paid = new Map<Step, PaidCall>();
  /** Calls by a line to a number that is not the caller's choice. */
  readonly fixed = new Map<Step, PaidCall>();
  readonly sinks = new Map<string, Sink>();
  readonly uses = new Map<Step, Use>();
  readonly unseenHops: { readonly at: Span; readonly note: string; readonly arrival: Running["arrival"] }[] = [];
  readonly globals = new Map<string, Value>();
  subroutines = 0;

  constructor(readonly system: AsteriskSystem, readonly channels: Channels, readonly callers: CallerKind) {}

  application(name: string, running: Running, data: readonly Piece[]): void {
    for (const tainted of sinksOf(name, running, data)) this.#sink(tainted, running);
    if (USES.test(name)) this.#use(name, running, data);
  }

  evaluated(running: Running, pieces: readonly Piece[]): void {
    const value = running.read(pieces);
    const [first] = pieces;
    if (value.trail !== null && first !== undefined) this.#sink({ kind: "evaluation", at: running.at({ start: first.start, end: pieces.at(-1)?.end ?? first.end }), user: running.step.application, value }, running);
  }

  assigned(running: Running, name: readonly Piece[], value: readonly Piece[], read: Value): void {
    for (const tainted of sinksOf("=", running, name, value, read)) this.#sink(tainted, running);
  }

  global(name: string, value: Value): void {
    this.globals.set(name, value);
  }

  subroutine(): void {
    this.subroutines += 1;
  }

  joined(a: Variables, b: Variables): Variables {
    return joinedVariables(a, b, false);
  }

  unseen(running: Running, note: string): void {
    this.unseenHops.push({ at: running.step.at, note, arrival: { ...running.arrival, hop: { at: running.step.at, note, before: running.arrival.hop } } });
  }

  destination(pieces: readonly Piece[], read: (pieces: readonly Piece[]) => Value): Destination {
    return this.channels.read(pieces, read);
  }

  line(running: Running, at: Span, { name, at: trunkAt, number, sure }: Destination & { readonly kind: "line" }, options: ReadonlyMap<string, readonly Piece[]>): void {
    const { step, context, extension } = running.visit;
    const arrival = { ...running.arrival, hop: { at, note: `${step.application} by ${name}`, before: running.arrival.hop } };
    // A fixed number, or one that the system looks up, is not the caller's choice.
    const calls = number.trail === null ? this.fixed : this.paid;
    const known = calls.get(step);
    if (known !== undefined && doubtOf(known.arrival) <= doubtOf(arrival)) return;
    calls.set(step, { step, at, trunk: name, trunkAt, sure, number, context, home: extension.context.name, extension: extension.name, first: extension.steps[0] ?? step, variables: new Set(running.variables.keys()), options: new Set(options.keys()), arrival });
  }

  mailbox(running: Running, data: readonly Piece[]): void {
    const [, options] = splitArguments(data);
    const open = (plainText(options?.pieces ?? []) ?? "").includes("s");
    const arrival = open ? running.arrival : { ...running.arrival, guard: running.arrival.guard ?? running.step.at };
    for (const { value, at } of mailboxContexts(this.system)) {
      const hop = { at, note: `a mailbox may call out of [${value}]`, before: arrival.hop };
      running.enter(plain(value), running.keyed("a number keyed in at the mailbox"), null, "the mailbox leads", { variables: running.variables, arrival: { ...arrival, hop } }, at);
    }
  }

  queue(running: Running, data: readonly Piece[]): void {
    const [name] = splitArguments(data);
    const queue = running.read(name?.pieces ?? []).shape;
    const section = this.system.files.get("queues.conf")?.categories.find((each) => each.name === queue && !each.isTemplate);
    const line = section?.variables.findLast((each) => each.name.toLowerCase() === "context");
    if (line === undefined) return;
    const keys = foreign({ parts: [KEYS], tail: 0n }, { at: line.at, note: "a key pressed in the queue", before: null, origin: "keys", source: "the key pressed" });
    running.enter(plain(line.value), keys, null, "a key pressed in the queue leads", running, line.at);
  }

  #sink(tainted: Tainted, running: Running): void {
    const { step, context, extension } = running.visit;
    const key = `${tainted.kind} ${tainted.at.file.path} ${tainted.at.start} ${tainted.at.end}`;
    const sink: Sink = { ...tainted, step, context, extension: extension.name, arrival: running.arrival, callers: this.callers };
    const known = this.sinks.get(key);
    if (known !== undefined && (known.value.foreign | sink.value.foreign) === known.value.foreign && doubtOf(known.arrival) <= doubtOf(sink.arrival)) return;
    this.sinks.set(key, known === undefined || (known.value.foreign | sink.value.foreign) !== known.value.foreign ? sink : known);
  }

  #use(name: string, running: Running, data: readonly Piece[]): void {
    const { step, context, extension } = running.visit;
    const known = this.uses.get(step);
    if (known !== undefined && doubtOf(known.arrival) <= doubtOf(running.arrival)) return;
    const notes = new Map(splitArguments(data).map(({ pieces }, index) => [String(index), running.read(pieces)] as const));
    const transfer = running.variables.get("TRANSFER_CONTEXT");
    if (transfer !== undefined) notes.set("TRANSFER_CONTEXT", transfer);
    this.uses.set(step, { application: name.toLowerCase(), step, at: running.at({ start: 0, end: step.data.length }), context, extension: extension.name, arrival: running.arrival, callers: this.callers, notes });
  }
}

/** `dialout=` and `callback=` of voicemail.conf, in [general] and in the options of mailboxes. */
export function mailboxContexts(system: AsteriskSystem): readonly { readonly name: string; readonly value: string; readonly at: Span }[] {
  const contexts = new Map<string, { readonly name: string; readonly value: string; readonly at: Span }>();
  for (const { isTemplate, name: section, variables } of system.files.get("voicemail.conf")?.categories ?? []) {
    if (isTemplate) continue;
    for (const { name, value, at } of variables) {
      if (section === "general" && /^(?:dialout|callback)$/i.test(name)) contexts.set(value, { name, value, at });
      else if (section !== "general") for (const match of value.matchAll(/(?:^|[|,])\s*(dialout|callback)=([^|,]+)/gi)) contexts.set(match[2] ?? "", { name: match[1] ?? "", value: (match[2] ?? "").trim(), at });
    }
  }
  return [...contexts.values()].filter(({ value }) => value !== "");
}

