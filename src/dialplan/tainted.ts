import type { Span } from "../source/index.js";
import { cutAt, readOptions, splitArguments } from "./arguments.js";
import { type Characters, charactersIn, NO_CHARACTERS, ranges } from "./characters.js";
import type { Running } from "./run.js";
import type { SinkKind } from "./sinks.js";
import { allPieces, type FunctionPiece, type Piece } from "./template.js";
import type { Value } from "./value.js";

export interface Tainted {
  readonly kind: SinkKind;
  readonly at: Span;
  readonly user: string;
  readonly value: Value;
}

const LETTERS = ranges("A-Za-z");

/** Characters with which a value stops being a mere value, by where it stands. */
const MEANS: Readonly<Record<SinkKind, Characters>> = {
  shell: charactersIn(";&|`$()<>'\"\\\n\r"),
  evaluation: LETTERS,
  sql: charactersIn("'\"\\;()"),
  url: charactersIn("/?#&@:"),
  file: charactersIn("/"),
  dial: charactersIn("&,/@^"),
  host: LETTERS,
  jump: LETTERS,
  argument: charactersIn(",|"),
  database: LETTERS,
  message: LETTERS,
  header: LETTERS,
  handler: charactersIn(",^()"),
  expression: charactersIn(" \t=<>!&|\"()"),
  spy: ranges("A-Za-z0-9"),
  pickup: ranges("A-Za-z0-9"),
  originate: charactersIn("&,/@"),
};

interface Spot {
  readonly kind: SinkKind;
  /** Which argument; null for all of the data. */
  readonly argument: number | null;
}

const spot = (kind: SinkKind, argument: number | null = 0): Spot => ({ kind, argument });

/** What applications do with their arguments (the applications' documentation in Asterisk's sources). */
const APPLICATIONS: ReadonlyMap<string, readonly Spot[]> = new Map(Object.entries({
  system: [spot("shell", null)], trysystem: [spot("shell", null)], mixmonitor: [spot("file"), spot("shell", 2)], externalivr: [spot("shell")],
  agi: [spot("shell")], eagi: [spot("shell")], deadagi: [spot("shell")],
  monitor: [spot("file", 1)], record: [spot("file")], dictate: [spot("file")], playback: [spot("file")], background: [spot("file")], controlplayback: [spot("file")],
  readfile: [spot("file")], sendfax: [spot("file")], receivefax: [spot("file")], rxfax: [spot("file")], txfax: [spot("file")],
  dial: [spot("dial"), spot("dial", 2)], retrydial: [spot("dial", 3)], page: [spot("dial")], chanisavail: [spot("dial")], transfer: [spot("dial")], followme: [spot("argument")],
  originate: [spot("originate")], channelredirect: [spot("originate")],
  goto: [], mysql: [spot("sql", null)], messagesend: [spot("message")], chanspy: [spot("spy")], extenspy: [spot("spy")], pickup: [spot("pickup")], pickupchan: [spot("pickup")],
} satisfies Readonly<Record<string, readonly Spot[]>>));

const FUNCTIONS: ReadonlyMap<string, SinkKind> = new Map(Object.entries({ SHELL: "shell", EVAL: "evaluation", CURL: "url", FILE: "file", STAT: "file" } satisfies Readonly<Record<string, SinkKind>>));

/**
 * The values of an application's data that somebody outside chooses and that mean more than a text where they stand.
 * @param name the application; `=` for an assignment, whose value is given besides
 */
export function sinksOf(name: string, running: Running, data: readonly Piece[], value: readonly Piece[] = [], assigned: Value | null = null): readonly Tainted[] {
  if (name === "=") return [...assignment(running, data, value, assigned)];
  const found: Tainted[] = [];
  for (const { kind, argument } of APPLICATIONS.get(name.toLowerCase()) ?? []) {
    const pieces = argument === null ? data : (splitArguments(data)[argument]?.pieces ?? []);
    found.push(...inPieces(running, pieces, kind, name));
  }
  if (/^(?:dial|page|retrydial)$/i.test(name)) found.push(...hosts(running, data, name), ...handlers(running, data, name));
  if (/^(?:goto|gosub|gotoif|gosubif|macro)$/i.test(name)) found.push(...jumps(running, data, name));
  found.push(...functions(running, data));
  return found;
}

/** The first piece that brings in such characters. */
function inPieces(running: Running, pieces: readonly Piece[], kind: SinkKind, user: string): readonly Tainted[] {
  for (const piece of pieces) {
    if (piece.kind === "text") continue;
    const value = running.read([piece]);
    if (value.trail !== null && (value.foreign & MEANS[kind]) !== NO_CHARACTERS) return [{ kind, at: running.at(piece), user, value }];
  }
  return [];
}

/** The host of an address that is called: after the last `@`, or after `sip:`. */
function hosts(running: Running, data: readonly Piece[], name: string): readonly Tainted[] {
  const found: Tainted[] = [];
  for (const { pieces } of splitArguments(splitArguments(data)[0]?.pieces ?? [], "&")) {
    const [technology, rest] = cutAt(pieces, "/");
    const text = technology[0]?.kind === "text" ? technology[0].text.toUpperCase() : "";
    if (rest === null || !["PJSIP", "SIP"].includes(text)) continue;
    const [, address] = cutAt(rest, "/");
    const [, host] = cutAt(address ?? rest, "@");
    if (text === "PJSIP" ? address === null : false) continue;
    const [, after] = cutAt(address ?? [], ":");
    found.push(...inPieces(running, host ?? after ?? [], "host", name));
  }
  return found;
}

/** Arguments of subroutines that options name are parted once more when they run. */
function handlers(running: Running, data: readonly Piece[], name: string): readonly Tainted[] {
  const options = readOptions(splitArguments(data)[2]?.pieces ?? []);
  return ["b", "B", "U", "G", "M"].flatMap((letter) => inPieces(running, options.get(letter) ?? [], "handler", `${name} option ${letter}`));
}

function jumps(running: Running, data: readonly Piece[], name: string): readonly Tainted[] {
  const parts = splitArguments(name.toLowerCase().endsWith("if") ? (cutAt(data, "?")[1] ?? []) : data);
  if (name.toLowerCase() === "macro") return inPieces(running, parts[0]?.pieces ?? [], "jump", name);
  return parts.length < 3 ? [] : inPieces(running, parts[0]?.pieces ?? [], "jump", name);
}

/** Functions anywhere in the data, names of variables that are made of values, and operands that are not quoted. */
function functions(running: Running, data: readonly Piece[]): readonly Tainted[] {
  const found: Tainted[] = [];
  for (const piece of allPieces(data)) {
    if (piece.kind === "function") found.push(...functionSinks(running, piece));
    else if (piece.kind === "variable" && piece.name.length > 0 && piece.name.some(({ kind }) => kind !== "text")) found.push(...inPieces(running, piece.name, "evaluation", "${${...}}"));
    else if (piece.kind === "expression") found.push(...unquoted(running, piece.inner));
  }
  return found;
}

function functionSinks(running: Running, { name, data }: FunctionPiece): readonly Tainted[] {
  if (/^ODBC_/.test(name)) return inPieces(running, data, "sql", `\${${name}()}`);
  const kind = FUNCTIONS.get(name);
  return kind === undefined ? [] : inPieces(running, kind === "file" ? (splitArguments(data)[0]?.pieces ?? []) : data, kind, `\${${name}()}`);
}

function unquoted(running: Running, inner: readonly Piece[]): readonly Tainted[] {
  let quoted = false;
  for (const piece of inner) {
    if (piece.kind === "text") {
      for (const char of piece.text) if (char === '"') quoted = !quoted;
    } else if (!quoted && piece.kind !== "expression") {
      const found = inPieces(running, [piece], "expression", "$[...]");
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** Set(name=value): names that are made of values, and what stays or leaves in a header. */
function* assignment(running: Running, name: readonly Piece[], value: readonly Piece[], assigned: Value | null): Generator<Tainted> {
  const text = name[0]?.kind === "text" ? name[0].text.trim() : "";
  const end = value.at(-1)?.end ?? name.at(-1)?.end ?? 0;
  const start = value[0]?.start ?? name[0]?.start ?? 0;
  const tainted = (kind: SinkKind, user: string): readonly Tainted[] => (assigned?.trail == null || (assigned.foreign & MEANS[kind]) === NO_CHARACTERS ? [] : [{ kind, at: running.at({ start, end }), user, value: assigned }]);
  if (/^DB\(/i.test(text)) yield* inPieces(running, name, "database", "Set(DB())");
  else if (/^(?:FILE|STAT)\(/i.test(text)) yield* inPieces(running, name, "file", "Set(FILE())");
  else if (/^ODBC_/i.test(text)) yield* [...inPieces(running, name, "sql", `Set(${text.split("(")[0] ?? ""}())`), ...tainted("sql", `Set(${text.split("(")[0] ?? ""}())`)];
  else if (/^PJSIP_HEADER\(\s*update/i.test(text)) yield* tainted("header", "PJSIP_HEADER(update)");
  else if (/^(?:GLOBAL|SHARED)\(/i.test(text)) yield* tainted("database", `Set(${text.split("(")[0] ?? ""}())`);
  else if (/^CHANNEL\(hangup_handler/i.test(text)) yield* inPieces(running, value, "handler", "a hangup handler");
  else if (text === "" || /^_{0,2}\w*$/.test(text)) yield* name.length > 0 && name.every((piece) => piece.kind === "text") ? [] : inPieces(running, name, "evaluation", "Set()");
}
