import type { Span } from "../source/index.js";
import { ANY_CHARACTER } from "./characters.js";
import { judgeCondition } from "./condition.js";
import { callFunction, type SourceName } from "./functions.js";
import { anyOf, ANYTHING, substring } from "./shape.js";
import type { Variables } from "./state.js";
import { type Cut, type FunctionPiece, type Piece, plainText, readTemplate } from "./template.js";
import { appended, EMPTY, foreign, plain, reshaped, UNKNOWN, type Value } from "./value.js";

/** What a reader of values needs to know of the place. */
export interface Place {
  readonly variables: Variables;
  /** The channel's context. */
  readonly context: string;
  /** The step, for trails. */
  readonly at: Span;
  /** A variable that this channel has not; null where nobody set it. */
  readonly elsewhere: (name: string) => Value | null;
}

/** Variables that hold what was sent (chan_sip.c, res_pjsip_session.c, app_dial.c). */
const SENT: ReadonlySet<string> = new Set(["SIPDOMAIN", "SIPCALLID", "SIPURI", "SIPUSERAGENT", "SIPREFERREDBYHDR", "SIPREFERTOHDR", "SIPREFERRINGCONTEXT", "DNID", "RDNIS", "ENUM", "FORWARDERNAME"]);
/** Results that the engine itself fills in: words and numbers of its own. */
const OWN = /^(?:.*STATUS|.*RESULT|UNIQUEID|LINKEDID|EPOCH|DATETIME|TIMESTAMP|PRIORITY|HANGUPCAUSE|CHANNEL|AST.*|SYSTEMNAME|ENTITYID|ANSWEREDTIME|DIALEDTIME|QUEUE.*|MIXMONITOR_FILENAME|RECORDED_FILE|CALLINGPRES)$/;
/** Values of values of values: a cycle among global variables ends here. */
const MOST_LEVELS = 60;

/** The value of a text when the step runs. */
export function evaluate(pieces: readonly Piece[], place: Place, level = 0): Value {
  let value = EMPTY;
  for (const piece of pieces) value = appended(value, level > MOST_LEVELS ? UNKNOWN : valueOf(piece, place, level));
  return value;
}

export function evaluateText(text: string, place: Place, level = 0): Value {
  return text.includes("$") ? evaluate(readTemplate(text), place, level) : plain(text);
}

function valueOf(piece: Piece, place: Place, level: number): Value {
  switch (piece.kind) {
    case "text": return plain(piece.text);
    case "variable": {
      const name = evaluate(piece.name, place, level + 1).shape;
      return cutTo(typeof name === "string" ? variableOf(name, place, level + 1) : UNKNOWN, piece.cut);
    }
    case "function": return cutTo(functionOf(piece, place, level + 1), piece.cut);
    case "expression": return expressionOf(piece.inner, place, level + 1);
  }
}

function cutTo(value: Value, cut: Cut | null): Value {
  return cut === null ? value : { ...reshaped(value, substring(value.shape, cut.offset, cut.length)), copy: null };
}

/** Channel variables hide global ones. */
export function variableOf(name: string, place: Place, level = 0): Value {
  const own = place.variables.get(name);
  if (own !== undefined) return own;
  if (name === "CONTEXT") return plain(place.context);
  if (SENT.has(name)) return sent(`\${${name}}`, "header", place);
  if (level > MOST_LEVELS) return UNKNOWN;
  const other = place.elsewhere(name);
  if (other !== null) return other;
  return OWN.test(name) ? UNKNOWN : EMPTY;
}

function sent(source: string, origin: SourceName, place: Place): Value {
  return foreign(ANYTHING, { at: place.at, note: `${source}, which the caller sends`, before: null, origin, source });
}

function functionOf(piece: FunctionPiece, place: Place, level: number): Value {
  const read = (pieces: readonly Piece[]): Value => evaluate(pieces, place, level);
  const written = nameOf(piece);
  const overridden = written === null ? undefined : place.variables.get(written);
  if (overridden !== undefined) return overridden;
  return callFunction(piece, {
    read,
    variable: (name) => variableOf(name, place, level),
    source: (what, name) => sent(name, what, place),
    holds: (pieces) => judgeCondition(pieces, read).holds,
  });
}

/** A function as something that can be set: `CALLERID(num)`. */
export function nameOf({ name, data }: FunctionPiece): string | null {
  const text = plainText(data);
  return text === null ? null : `${name}(${text.trim()})`;
}

/** What `$[...]` comes to: a number or a truth, mostly; nobody outside chooses its characters freely. */
function expressionOf(inner: readonly Piece[], place: Place, level: number): Value {
  const text = plainText(inner);
  if (text !== null && /^\s*-?\d+\s*$/.test(text)) return plain(text.trim());
  const read = (pieces: readonly Piece[]): Value => evaluate(pieces, place, level);
  const { holds } = judgeCondition([{ kind: "expression", inner, start: 0, end: 0 }], read);
  if (holds !== null) return plain(holds ? "1" : "0");
  const value = read(inner);
  return value.trail === null ? UNKNOWN : plain(anyOf(ANY_CHARACTER));
}
