import type { AsteriskSystem, DialplanModel } from "../posture/index.js";
import { type Caller, type CallerKind, callersOf } from "./callers.js";
import { Channels } from "./channels.js";
import { Collector } from "./collect.js";
import { runApplication } from "./applications.js";
import { evaluateText } from "./evaluate.js";
import { Extensions } from "./extensions.js";
import { doubtOf, type Hop } from "./path.js";
import { Running, templateOf } from "./run.js";
import { ANY_NUMBER, type Shape } from "./shape.js";
import type { Journey, PaidCall, Sink, Use } from "./sinks.js";
import { foreign, joinedValue, plain, UNKNOWN, type Value } from "./value.js";
import { type Target, Walk } from "./walk.js";

/** All that rules about a dialplan want to know of it. */
export interface Analysis {
  readonly dialplan: DialplanModel;
  readonly callers: readonly Caller[];
  /** By the context that callers come in by, worst kind first. */
  readonly journeys: readonly Journey[];
  /** Paid calls of those who may make them, and of whoever gets into contexts that the files lead nobody to. */
  readonly inner: readonly PaidCall[];
  /** Values that somebody outside chooses, in places where they mean more than a text; each with the worst who can get them there. */
  readonly sinks: readonly Sink[];
  /** Applications that a call gets to, each with the worst who gets there. */
  readonly uses: readonly Use[];
  /** False where a part was left out for its size. */
  readonly complete: boolean;
  /** Follows a call for one number from a context. */
  probe(context: string, number: string): readonly PaidCall[];
  /** The same with calls to numbers that are not the caller's choice: all that such a call makes leave. */
  leaving(context: string, number: string): readonly PaidCall[];
  /** Follows whatever may be asked for from a context. */
  from(context: string): readonly PaidCall[];
}

const WORST: readonly CallerKind[] = ["anyone", "trunk", "phone", "unknown"];
/** Entry contexts of one kind that are followed each for itself; of more only the first. */
const MOST_ENTRIES = 40;

const known = new WeakMap<AsteriskSystem, Analysis | null>();

/** Reads a system's dialplan once; null where it has none. */
export function analyse(system: AsteriskSystem): Analysis | null {
  let analysis = known.get(system);
  if (analysis === undefined) known.set(system, (analysis = system.dialplan === null ? null : new Analyser(system, system.dialplan).run()));
  return analysis;
}

class Analyser {
  readonly #extensions: Extensions;
  readonly #channels: Channels;
  readonly #sinks = new Map<string, Sink>();
  readonly #uses = new Map<string, Use>();
  readonly #inner: PaidCall[] = [];
  /** Contexts that some call gets to. */
  readonly #visited = new Set<string>();
  #complete = true;

  constructor(readonly system: AsteriskSystem, readonly dialplan: DialplanModel) {
    this.#extensions = new Extensions(dialplan);
    this.#channels = new Channels(system.pjsip, system.files.get("pjsip.conf")?.certain !== false);
  }

  run(): Analysis {
    const { dialplan } = this;
    const callers = callersOf(this.system);
    const journeys = this.#journeys(callers);
    return {
      dialplan, callers, journeys, inner: this.#inner, sinks: [...this.#sinks.values()], uses: [...this.#uses.values()], complete: this.#complete && this.#extensions.complete,
      probe: (context, number) => [...this.#follow("unknown", [this.#entry(context, number, hopAt(this.system, context))]).paid.values()],
      leaving: (context, number) => {
        const { paid, fixed } = this.#follow("unknown", [this.#entry(context, number, hopAt(this.system, context))]);
        return [...paid.values(), ...fixed.values()];
      },
      from: (context) => [...this.#follow("unknown", [this.#entry(context, ANY_NUMBER, hopAt(this.system, context))]).paid.values()],
    };
  }

  #journeys(callers: readonly Caller[]): readonly Journey[] {
    const journeys: Journey[] = [];
    for (const kind of WORST) {
      const groups = kind === "unknown" ? this.#orphans(callers) : groupsOf(callers.filter((caller) => caller.kind === kind));
      // Telephones may do what their owners may: they are followed together, for what callers send.
      if (kind === "phone" || kind === "unknown") {
        const targets = [...groups].map(([context, members]) => this.#entry(context, ANY_NUMBER, hopOf(this.system, members[0], context)));
        if (targets.length > 0) this.#inner.push(...this.#journey(kind, targets, []).paid);
        continue;
      }
      for (const [context, members] of [...groups].slice(0, MOST_ENTRIES)) journeys.push({ context, ...this.#journey(kind, [this.#entry(context, ANY_NUMBER, hopOf(this.system, members[0], context))], members) });
      if (groups.size > MOST_ENTRIES) this.#complete = false;
    }
    return journeys;
  }

  #journey(kind: CallerKind, targets: readonly Target[], callers: readonly Caller[]): Omit<Journey, "context"> {
    const collected = this.#follow(kind, targets);
    for (const [key, sink] of collected.sinks) if (!this.#sinks.has(key) || plainer(sink, this.#sinks.get(key))) this.#sinks.set(key, sink);
    for (const [step, use] of collected.uses) {
      const key = `${step.at.file.path} ${step.at.start} ${use.context}`;
      if (!this.#uses.has(key)) this.#uses.set(key, use);
    }
    return { kind, callers, paid: [...collected.paid.values()].sort((a, b) => doubtOf(a.arrival) - doubtOf(b.arrival)), unseen: collected.unseen, complete: collected.complete };
  }

  #follow(kind: CallerKind, targets: readonly Target[]): Collector & { readonly unseen: Collector["unseenHops"]; readonly complete: boolean } {
    const first = this.#once(kind, targets, new Map());
    if (first.collector.subroutines === 0 || first.missed.size === 0) return Object.assign(first.collector, { unseen: first.unseen, complete: first.complete });
    // What a subroutine sets is there after it: a second round knows what the first came by.
    const again = this.#once(kind, targets, first.written);
    return Object.assign(again.collector, { unseen: again.unseen, complete: again.complete });
  }

  #once(kind: CallerKind, targets: readonly Target[], ambient: ReadonlyMap<string, Value>): { readonly collector: Collector; readonly written: ReadonlyMap<string, Value>; readonly missed: ReadonlySet<string>; readonly unseen: Collector["unseenHops"]; readonly complete: boolean } {
    const collector = new Collector(this.system, this.#channels, kind);
    const written = new Map<string, Value>();
    const missed = new Set<string>();
    const elsewhere = (name: string): Value | null => {
      const value = ambient.get(name) ?? null;
      const global = this.#global(name);
      if (value === null && global === null) missed.add(name);
      return value !== null && global !== null ? joinedValue(value, global) : (value ?? global);
    };
    const walk = new Walk(this.#extensions, (visit) => {
      this.#visited.add(visit.extension.context.name);
      const running = new Running(visit, elsewhere);
      runApplication(visit.step.application, running, templateOf(visit.step), collector);
      for (const name of running.written) written.set(name, joinedWritten(written.get(name), running.variables.get(name) ?? UNKNOWN));
      return running.outcome();
    });
    walk.follow(targets);
    if (!walk.complete) this.#complete = false;
    return { collector, written, missed, unseen: [...collector.unseenHops, ...walk.elsewhere], complete: walk.complete };
  }

  #global(name: string): Value | null {
    const variable = this.dialplan.globals.get(name);
    if (variable === undefined) return null;
    return evaluateText(variable.value, { variables: new Map(), context: "", at: variable.at, elsewhere: (other) => (other === name ? null : this.#plainGlobal(other)) });
  }

  /** One level below another global: further ones would be unknown to the engine too where they stand below it. */
  #plainGlobal(name: string): Value | null {
    const variable = this.dialplan.globals.get(name);
    return variable === undefined ? null : plain(variable.value);
  }

  #entry(context: string, number: Shape, hop: Hop): Target {
    const asked = typeof number === "string" ? { ...plain(number), trail: { at: hop.at, note: "the number that is asked for", before: null, origin: "number" as const, source: "${EXTEN}" } } : foreign(number, { at: hop.at, note: "the number that the caller asks for", before: null, origin: "number", source: "${EXTEN}" });
    return { context, number: asked, priority: null, variables: new Map(), arrival: { hop, guard: null, confidence: "high" }, running: false };
  }

  /** Contexts that nobody in the files comes in by and nothing leads to: who calls there is decided elsewhere. */
  #orphans(callers: readonly Caller[]): ReadonlyMap<string, readonly Caller[]> {
    const names = [...this.dialplan.contexts.keys()];
    const led = ledTo(this.dialplan);
    const entered = new Set(callers.map(({ context }) => context));
    const unvisited = names.filter((name) => !this.#visited.has(name) && !entered.has(name));
    const free = unvisited.filter((name) => !led.has(name));
    return new Map((free.length === 0 && callers.length === 0 ? unvisited : free).map((name) => [name, []]));
  }
}

/** Contexts that lines of other ones name. */
function ledTo({ contexts }: DialplanModel): ReadonlySet<string> {
  const led = new Set<string>();
  for (const { name, includes, steps } of contexts.values()) {
    for (const { context } of includes) led.add(context);
    for (const { application, data } of steps) {
      if (!LEADS.test(application)) continue;
      for (const word of data.split(/[^\w.-]+/)) {
        if (word !== name && contexts.has(word)) led.add(word);
        if (contexts.has(`macro-${word}`)) led.add(`macro-${word}`);
      }
    }
  }
  return led;
}

const LEADS = /^(?:goto|gosub|exec|tryexec|macro|dial|retrydial|page|background|disa|set|originate|queue)/i;

function joinedWritten(before: Value | undefined, value: Value): Value {
  return before === undefined ? value : joinedValue(before, value);
}

function plainer(a: Sink, b: Sink | undefined): boolean {
  return b === undefined || (WORST.indexOf(a.callers) <= WORST.indexOf(b.callers) && doubtOf(a.arrival) < doubtOf(b.arrival));
}

function groupsOf(callers: readonly Caller[]): ReadonlyMap<string, readonly Caller[]> {
  const groups = new Map<string, Caller[]>();
  for (const caller of callers) {
    const group = groups.get(caller.context);
    if (group === undefined) groups.set(caller.context, [caller]);
    else group.push(caller);
  }
  return groups;
}

/** How a caller comes in: who it is, then the context it is given. */
function hopOf(system: AsteriskSystem, caller: Caller | undefined, context: string): Hop {
  if (caller === undefined) return hopAt(system, context);
  const because = caller.because;
  const before: Hop | null = because === null ? null : { at: because.at, note: `${caller.name}: ${because.note}`, before: null };
  return { at: caller.at, note: `${caller.name} comes in by [${context}]${caller.contextWritten ? "" : ", the default"}`, before };
}

function hopAt(system: AsteriskSystem, context: string): Hop {
  return { at: system.dialplan?.contexts.get(context)?.at ?? system.at, note: `[${context}]`, before: null };
}
