import { cutAt, splitArguments } from "./arguments.js";
import { dial } from "./dial.js";
import type { Observer } from "./observe.js";
import { callIn, type Running } from "./run.js";
import { charactersIn } from "./characters.js";
import { type Piece, plainText } from "./template.js";
import { madeOf, plain, UNKNOWN } from "./value.js";
import { doubted } from "./walk.js";

type Application = (running: Running, data: readonly Piece[], observer: Observer) => void;

/** ExecIf() within ExecIf() and so on: nobody writes more, and the stack is finite. */
const MOST_NESTED = 12;

/** Runs one application on the state of the call. What is not here goes on to the next step. */
export function runApplication(name: string, running: Running, data: readonly Piece[], observer: Observer, level = 0): void {
  observer.application(name, running, data);
  const application = APPLICATIONS.get(name.toLowerCase());
  if (application !== undefined) application(running, data, observer);
  else if (/^exec(?:if|iftime)?$|^tryexec$/i.test(name) && level < MOST_NESTED) nested(name.toLowerCase(), running, data, observer, level);
}

/** Exec(app(args)), TryExec(), ExecIf(condition?app(args):app(args)), ExecIfTime(times?app(args)). */
function nested(name: string, running: Running, data: readonly Piece[], observer: Observer, level: number): void {
  if (name === "exec" || name === "tryexec") return call(running, data, observer, level);
  const [condition, ways] = cut(data, "?");
  const [yes, no] = cut(ways ?? [], ":");
  const verdict = name === "execif" ? running.judge(condition) : { holds: null, whenTrue: [], whenFalse: [], asks: "caller" as const, toldWhen: null };
  const before = { variables: running.variables, arrival: running.arrival };
  const sides = ([[true, yes], [false, no ?? []]] as const).map(([holds, way]) => {
    const state = running.side(verdict, holds);
    running.goesOn = state !== null;
    if (state !== null) {
      ({ variables: running.variables, arrival: running.arrival } = state);
      if (way.length > 0) call(running, way, observer, level);
    }
    const after = { goesOn: running.goesOn, variables: running.variables, arrival: running.arrival };
    ({ variables: running.variables, arrival: running.arrival } = before);
    return after;
  });
  const open = sides.filter(({ goesOn }) => goesOn);
  running.goesOn = open.length > 0;
  const [first, second] = open;
  if (first === undefined) return;
  // A condition that is asked in passing casts no doubt on what comes after it either way.
  running.arrival = open.length === 2 ? before.arrival : first.arrival;
  running.variables = second === undefined ? first.variables : observer.joined(first.variables, second.variables);
}

function call(running: Running, pieces: readonly Piece[], observer: Observer, level: number): void {
  const { application, data, named } = callIn(pieces);
  if (application === null) observer.evaluated(running, named);
  else runApplication(application, running, data, observer, level + 1);
}

function cut(pieces: readonly Piece[], mark: string): readonly [readonly Piece[], readonly Piece[] | null] {
  const [head, tail] = splitArguments(pieces, mark, 2);
  return [head?.pieces ?? [], tail?.pieces ?? null];
}

const stop: Application = (running) => void (running.goesOn = false);

const goto: Application = (running, data) => {
  running.jump(data);
  running.goesOn = false;
};

const gotoIf: Application = (running, data) => {
  const [condition, ways] = cut(data, "?");
  const [yes, no] = cut(ways ?? [], ":");
  const verdict = running.judge(condition);
  const whenTrue = running.side(verdict, true);
  const whenFalse = running.side(verdict, false);
  if (whenTrue !== null && yes.length > 0) running.jump(yes, whenTrue);
  if (whenFalse !== null && no !== null && no.length > 0) running.jump(no, whenFalse);
  const on = [yes.length === 0 ? whenTrue : null, no === null || no.length === 0 ? whenFalse : null].find((state) => state !== null);
  running.goesOn = on !== undefined;
  if (on !== undefined) ({ variables: running.variables, arrival: running.arrival } = on);
};

const gotoIfTime: Application = (running, data) => {
  const [, ways] = cut(data, "?");
  const [yes, no] = cut(ways ?? [], ":");
  running.jump(yes);
  if (no !== null && no.length > 0) {
    running.jump(no);
    running.goesOn = yes.length === 0;
  }
};

/** Gosub([[context,]extension,]priority[(arguments)]) */
function gosub(running: Running, data: readonly Piece[], observer: Observer): void {
  const parts = splitArguments(data);
  const last = parts.at(-1);
  const [, inner] = cutAt(last?.pieces ?? [], "(");
  const given = splitArguments(callIn(last?.pieces ?? []).data);
  const variables = new Map(running.variables);
  if (inner !== null) for (const [index, { pieces }] of given.entries()) variables.set(`ARG${index + 1}`, running.read(pieces));
  observer.subroutine();
  running.jump(data, { variables, arrival: running.arrival });
}

/** Macro(name,arguments), up to Asterisk 20: extension s of [macro-name]. */
const macro: Application = (running, data, observer) => {
  const [name, ...given] = splitArguments(data);
  const shape = running.read(name?.pieces ?? []).shape;
  if (typeof shape !== "string") return;
  const variables = new Map(running.variables).set("MACRO_EXTEN", running.number).set("MACRO_CONTEXT", plain(running.visit.context));
  for (const [index, { pieces }] of given.entries()) variables.set(`ARG${index + 1}`, running.read(pieces));
  observer.subroutine();
  running.enter(plain(`macro-${shape}`), plain("s"), null, "Macro", { variables, arrival: running.arrival });
};

/** Set(name=value); of several only the first counts, the rest is the value. */
const set: Application = (running, data, observer) => {
  const [name, value] = cutAt(data, "=");
  if (value !== null) assign(running, name, value, observer);
};

const mset: Application = (running, data, observer) => {
  for (const { pieces } of splitArguments(data)) set(running, pieces, observer);
};

const QUOTES = charactersIn('"');

function assign(running: Running, name: readonly Piece[], value: readonly Piece[], observer: Observer): void {
  const at = running.at({ start: name[0]?.start ?? 0, end: value.at(-1)?.end ?? name.at(-1)?.end ?? 0 });
  const target = running.read(name).shape;
  const read = running.read(value);
  observer.assigned(running, name, value, read);
  if (typeof target !== "string") return;
  const trimmed = target.trim();
  const called = /^(_{0,2})([A-Za-z0-9_]+)\((.*)\)$/s.exec(trimmed);
  if (called === null) return running.set(trimmed, read, at);
  const [, , functionName = "", inner = ""] = called;
  if (functionName.toUpperCase() === "ARRAY") for (const each of inner.split(",")) running.set(each.trim(), read.trail === null ? UNKNOWN : madeOf(read, read.foreign | QUOTES), at);
  else if (functionName.toUpperCase() === "GLOBAL") {
    running.set(inner.trim(), read, at);
    observer.global(inner.trim(), read);
  } else if (/^(?:CALLERID|GROUP|TIMEOUT|REDIRECTING|CONNECTEDLINE|HASH)$/i.test(functionName)) overridden(running, functionName.toUpperCase(), inner.trim(), read, at);
  else if (/^CHANNEL$/i.test(functionName) && /^hangup_handler/.test(inner)) gosub(running, value, observer);
}

/** What is set into a function is what it gives from then on; `all` sets number and name. */
function overridden(running: Running, name: string, inner: string, value: ReturnType<Running["read"]>, at: Parameters<Running["set"]>[2]): void {
  running.set(`${name}(${inner})`, value, at);
  if (name === "CALLERID" && inner === "all") for (const part of ["num", "name", "number"]) running.set(`${name}(${part})`, value, at);
  if (name === "CALLERID" && inner === "num") running.set(`${name}(number)`, value, at);
}

/** Read(variable,...): keys. */
const read: Application = (running, data) => {
  const [name] = splitArguments(data);
  const variable = plainText(name?.pieces ?? []);
  if (variable !== null && variable !== "") running.set(variable.trim(), running.keyed("Read() takes the keys that are pressed"), running.step.at);
};

/** The caller keys in an extension of the channel's context, or of the one that is named. */
const waits = (contextAt: number | null): Application => (running, data) => {
  const named = contextAt === null ? undefined : splitArguments(data)[contextAt];
  const context = named === undefined || named.pieces.length === 0 ? plain(running.visit.context) : running.read(named.pieces);
  running.enter(context, running.keyed("keys pressed by the caller"), null, "keys pressed by the caller lead");
  running.enter(plain(running.visit.context), plain("t"), null, "no key pressed leads");
};

/** DISA(passcode|no-password[,context]): a dial tone. */
const disa: Application = (running, data) => {
  const [code, context] = splitArguments(data);
  const open = plainText(code?.pieces ?? [])?.trim().toLowerCase() === "no-password";
  const arrival = open ? running.arrival : { ...running.arrival, guard: running.arrival.guard ?? running.step.at };
  const to = context === undefined || context.pieces.length === 0 ? plain("disa") : running.read(context.pieces);
  running.enter(to, running.keyed("DISA() takes the keys that are pressed"), null, "DISA gives a dial tone", { variables: running.variables, arrival });
  running.goesOn = false;
};

const authenticates: Application = (running) => void (running.arrival = { ...running.arrival, guard: running.arrival.guard ?? running.step.at });

/** Programs outside may do anything to the call: what follows is as far as the files tell. */
const outside: Application = (running, _data, observer) => {
  observer.unseen(running, `what ${running.step.application} does is not in the files`);
  running.arrival = doubted(running.arrival, "medium");
};

const voicemail: Application = (running) => {
  for (const [extension, key] of [["o", "0"], ["a", "*"]] as const) running.enter(plain(running.visit.context), plain(extension), null, `the key ${key} leads from VoiceMail`);
};


const APPLICATIONS: ReadonlyMap<string, Application> = new Map(Object.entries({
  hangup: stop, busy: stop, congestion: stop, return: stop, macroexit: stop, goto, gotoif: gotoIf, gotoiftime: gotoIfTime,
  gosub, gosubif: (running, data, observer) => {
    const [condition, ways] = cut(data, "?");
    const [yes, no] = cut(ways ?? [], ":");
    const verdict = running.judge(condition);
    if (verdict.holds !== false) gosub(running, yes, observer);
    if (verdict.holds !== true && no !== null) gosub(running, no, observer);
  },
  macro, macroexclusive: macro, set, mset, setglobalvar: set, read, readexten: read, background: waits(3), waitexten: waits(null), disa,
  authenticate: authenticates, vmauthenticate: authenticates, voicemail,
  voicemailmain: (running, data, observer) => observer.mailbox(running, data),
  queue: (running, data, observer) => observer.queue(running, data),
  agi: outside, eagi: outside, deadagi: outside, fastagi: outside, stasis: outside, externalivr: outside, lua: outside,
  dial, retrydial: dial, page: dial, originate: dial, chanisavail: dial,
} satisfies Readonly<Record<string, Application>>));

