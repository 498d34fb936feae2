import { ANY_CHARACTER, charactersIn, type Characters, DIGITS, ranges } from "./characters.js";
import { splitArguments } from "./arguments.js";
import { anyOf, filtered, substring } from "./shape.js";
import type { FunctionPiece, Piece } from "./template.js";
import { kept, madeOf, plain, reshaped, UNKNOWN, type Value } from "./value.js";

/** What the evaluation of a function may ask of the place where it stands. */
export interface Within {
  read(pieces: readonly Piece[]): Value;
  /** The value of a variable by its name. */
  variable(name: string): Value;
  /** Something that whoever calls decides. */
  source(what: SourceName, name: string, piece: FunctionPiece): Value;
  /** Whether `$[...]` holds, as far as can be told. */
  holds(pieces: readonly Piece[]): boolean | null;
}

export type SourceName = "caller" | "header";

const HEX = charactersIn("0123456789abcdef");
const WORD = ranges("0-9A-Za-z");
const URI = WORD | charactersIn("-_.~%!*'()");
const BASE64 = WORD | charactersIn("+/=");

/** Functions whose result is what somebody sent (func_callerid.c, res_pjsip_header_funcs.c, chan_sip.c, message.c, chan_iax2.c). */
const HEADERS: ReadonlySet<string> = new Set(["PJSIP_HEADER", "PJSIP_HEADERS", "PJSIP_PARSE_URI", "PJSIP_PARSE_URI_FROM", "PJSIP_RESPONSE_HEADER", "SIP_HEADER", "SIP_HEADERS", "MESSAGE", "MESSAGE_DATA", "IAXVAR", "JABBER_RECEIVE", "ENUMLOOKUP", "ENUMQUERY", "ENUMRESULT", "TXTCIDNAME"]);
const CALLERS: ReadonlySet<string> = new Set(["CALLERID", "REDIRECTING", "CONNECTEDLINE"]);
/** Fields of a call's record that hold what the caller sent (func_cdr.c). */
const RECORDS = /^(?:clid|src|dst|lastdata|userfield)\b/i;
/** Fields that the network fills in, or the configuration. */
const OWN_FIELDS = /^\s*(?:ani2|pres|ton|tns|.*-(?:pres|plan|valid|charset|reason|count|type))\b/i;

/** The value of `${FUNC(...)}` before its substring is cut. */
export function callFunction(piece: FunctionPiece, within: Within): Value {
  const { name, data } = piece;
  const source = sourceOf(piece, within);
  if (source !== null) return source;
  const one = (): Value => within.read(data);
  const [first, second, third] = splitArguments(data);
  const arg = (argument: typeof first): Value => (argument === undefined ? plain("") : within.read(argument.pieces));
  switch (name) {
    case "FILTER": return filter(arg(first), within.read(restAfter(data)), restAfter(data));
    case "QUOTE": return madeOf(one(), one().foreign | charactersIn('"\\'));
    case "URIENCODE": return madeOf(one(), URI);
    case "BASE64_ENCODE": return madeOf(one(), BASE64);
    case "URIDECODE": case "BASE64_DECODE": case "AES_DECRYPT": return madeOf(one());
    case "SQL_ESC": return { ...one(), foreign: one().foreign & ~charactersIn("'"), copy: null };
    case "SQL_ESC_BACKSLASHES": return { ...one(), foreign: one().foreign & ~charactersIn("\\"), copy: null };
    case "MD5": case "SHA1": return plain(anyOf(HEX));
    case "LEN": return typeof one().shape === "string" ? plain(String((one().shape as string).length)) : plain(anyOf(DIGITS));
    case "FIELDQTY": case "FIELDNUM": case "EPOCH": case "RAND": case "STRPTIME": case "GROUP_COUNT": case "QUEUE_WAITING_COUNT": return plain(anyOf(DIGITS | charactersIn("-")));
    case "TOUPPER": case "TOLOWER": case "PASSTHRU": case "EVAL": case "EVAL_EXTEN": case "UNSHIFT": return cased(name, one());
    case "STRREPLACE": case "REPLACE": case "CUT": case "SHIFT": case "POP": case "HASH": case "STRBETWEEN": case "TRIM": case "LTRIM": case "RTRIM": return piecesOf(within, data);
    case "GLOBAL": case "SHARED": case "VARIABLE": return variableNamed(within, arg(first));
    case "IF": return choice(data, within);
    case "SET": return within.read(splitArguments(data, "=", 2)[1]?.pieces ?? []);
    case "LISTFILTER": case "SORT": return madeOf(arg(first));
    default: return third === undefined && second === undefined ? UNKNOWN : UNKNOWN;
  }
}

function sourceOf(piece: FunctionPiece, within: Within): Value | null {
  const { name, data } = piece;
  const first = data[0]?.kind === "text" ? data[0].text : "";
  if (CALLERS.has(name)) return OWN_FIELDS.test(first) ? UNKNOWN : within.source("caller", nameOf(piece, first), piece);
  if (name === "CDR") return RECORDS.test(first.trim()) ? within.source("caller", nameOf(piece, first), piece) : null;
  if (name === "CHANNEL") return /^\s*(?:pjsip|useragent|uri|from|peername)\b/i.test(first) && !/^\s*pjsip\s*,\s*(?:secure|t38state|call-id|transport|local_addr|remote_addr)/i.test(first) ? within.source("header", nameOf(piece, first), piece) : null;
  return HEADERS.has(name) ? within.source("header", nameOf(piece, first), piece) : null;
}

function nameOf({ name }: FunctionPiece, first: string): string {
  return `\${${name}(${first.trim()})}`;
}

/** FILTER's text is all that follows its first comma. */
function restAfter(data: readonly Piece[]): readonly Piece[] {
  return splitArguments(data, ",", 2)[1]?.pieces ?? [];
}

function filter(allowed: Value, value: Value, text: readonly Piece[]): Value {
  if (typeof allowed.shape !== "string") return value;
  const set = ranges(allowed.shape);
  const result = kept(value, set);
  const [only, ...more] = text;
  const [name] = only?.kind === "variable" && more.length === 0 && only.cut === null ? only.name : [];
  return name?.kind === "text" ? { ...result, copy: { of: name.text, set } } : result;
}

function cased(name: string, value: Value): Value {
  if (typeof value.shape === "string" && name.startsWith("TO")) return reshaped(value, name === "TOUPPER" ? value.shape.toUpperCase() : value.shape.toLowerCase());
  return name.startsWith("TO") ? madeOf(value, value.foreign | ranges("A-Za-z")) : { ...value, copy: null };
}

/** Functions that take the name of a variable and give back a part of what it holds. */
function piecesOf(within: Within, data: readonly Piece[]): Value {
  const [first, ...others] = splitArguments(data);
  const name = first === undefined ? "" : within.read(first.pieces).shape;
  const value = typeof name === "string" ? within.variable(name) : UNKNOWN;
  const added = others.map(({ pieces }) => within.read(pieces).foreign).reduce<Characters>((all, set) => all | set, value.foreign);
  if (value.trail === null) return UNKNOWN;
  return { ...madeOf(value, added), foreign: added };
}

function variableNamed(within: Within, name: Value): Value {
  return typeof name.shape === "string" ? within.variable(name.shape) : UNKNOWN;
}

/** IF(condition?yes:no): `:` outside of what is put in. */
function choice(data: readonly Piece[], within: Within): Value {
  const [condition, ways] = splitOnce(data, "?");
  const [yes, no] = splitOnce(ways ?? [], ":");
  const holds = within.holds(condition);
  const read = (pieces: readonly Piece[]): Value => unquoted(within.read(pieces));
  if (holds === true) return read(yes);
  if (holds === false) return read(no ?? []);
  const [a, b] = [read(yes), read(no ?? [])];
  return a.trail === null && b.trail === null ? UNKNOWN : { ...madeOf(a.trail === null ? b : a), foreign: a.foreign | b.foreign };
}

/** IF() and its like take quotes off what they give. */
function unquoted(value: Value): Value {
  return typeof value.shape === "string" && /^".*"$/.test(value.shape) ? reshaped(value, substring(value.shape, 1, -1)) : { ...value, shape: filtered(value.shape, ANY_CHARACTER) };
}

function splitOnce(pieces: readonly Piece[], mark: string): readonly [readonly Piece[], readonly Piece[] | null] {
  const [head, tail] = splitArguments(pieces, mark, 2);
  return [head?.pieces ?? [], tail?.pieces ?? null];
}
