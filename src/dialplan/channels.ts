import type { PjsipModel } from "../posture/index.js";
import type { Span } from "../source/index.js";
import { cutAt } from "./arguments.js";
import { Trunks } from "./callers.js";
import type { Piece } from "./template.js";
import type { Value } from "./value.js";

/** One destination of Dial() and its like, by what it is. */
export type Destination =
  | { readonly kind: "local"; readonly number: readonly Piece[]; readonly context: readonly Piece[] | null }
  /** A line to the outside and the number asked of it. `host`: the address called, where the number brings one. */
  | { readonly kind: "line"; readonly name: string; readonly at: Span | null; readonly number: Value; readonly sure: boolean }
  | { readonly kind: "other" };

/** Technologies whose channels are lines, once a number is given. */
const LINES: ReadonlySet<string> = new Set(["DAHDI", "ZAP", "MISDN", "OOH323", "H323", "KHOMP", "DONGLE", "QUECTEL", "DATACARD", "MOBILE", "UNICALL", "VPB", "CAPI", "WANPIPE", "PHONE"]);

type Read = (pieces: readonly Piece[]) => Value;

/** Tells lines to the outside from telephones. */
export class Channels {
  readonly #trunks: Trunks | null;

  constructor(pjsip: PjsipModel | null, readonly certain: boolean) {
    this.#trunks = pjsip === null ? null : new Trunks(pjsip);
  }

  /** Reads `Technology/...` */
  read(written: readonly Piece[], read: Read): Destination {
    const pieces = spelledOut(written, read);
    const [technologyPieces, rest] = cutAt(pieces, "/");
    if (rest === null) return { kind: "other" };
    const technology = read(technologyPieces).shape;
    if (typeof technology !== "string") return { kind: "other" };
    switch (technology.toUpperCase()) {
      case "LOCAL": return local(rest);
      case "PJSIP": return this.#pjsip(rest, read);
      case "SIP": case "IAX2": case "IAX": return peer(rest, read);
      default: return LINES.has(technology.toUpperCase()) ? group(technology, rest, read) : { kind: "other" };
    }
  }

  /** `number@endpoint`, `endpoint/sip:...` or `endpoint` (chan_pjsip.c, request()). */
  #pjsip(rest: readonly Piece[], read: Read): Destination {
    const [head, address] = cutAt(rest, "/");
    const [user, named] = cutAt(rest, "@");
    if (address !== null) return this.#endpoint(read(head), read(address));
    if (named !== null) return this.#endpoint(read(named), read(user));
    return { kind: "other" };
  }

  #endpoint(name: Value, number: Value): Destination {
    const { shape } = name;
    if (typeof shape !== "string") return name.trail === null ? { kind: "line", name: "a trunk that a variable names", at: null, number, sure: false } : { kind: "other" };
    const endpoint = this.#trunks?.endpoint(shape);
    if (this.#trunks === null || (endpoint === undefined && !this.certain)) return { kind: "line", name: shape, at: null, number, sure: false };
    if (endpoint === undefined || !this.#trunks.isTrunk(endpoint)) return { kind: "other" };
    return { kind: "line", name: shape, at: endpoint.at, number, sure: !this.#trunks.isNear(endpoint) };
  }
}

/** With the text in place of what can be but one text: `${TRUNK}/${EXTEN}` is `PJSIP/carrier/${EXTEN}`. Offsets are of the text so made. */
function spelledOut(pieces: readonly Piece[], read: Read): readonly Piece[] {
  let at = 0;
  return pieces.map((piece): Piece => {
    const value = piece.kind === "text" ? null : read([piece]);
    const text = piece.kind === "text" ? piece.text : value?.trail === null && typeof value.shape === "string" ? value.shape : null;
    const start = at;
    at += text === null ? 1 : text.length;
    return text === null ? { ...piece, start, end: at } : { kind: "text", text, start, end: at };
  }).filter(({ start, end }) => end > start);
}

/** `number@context/options` */
function local(rest: readonly Piece[]): Destination {
  const [number, after] = cutAt(rest, "@");
  if (after === null) return { kind: "local", number: cutAt(number, "/")[0], context: null };
  return { kind: "local", number, context: cutAt(after, "/")[0] };
}

/** `peer/number` or `number@peer`; of SIP and IAX2 alike. */
function peer(rest: readonly Piece[], read: Read): Destination {
  const [head, tail] = cutAt(rest, "/");
  if (tail !== null) return { kind: "line", name: nameOf(read(head)), at: null, number: read(tail), sure: true };
  const [number, host] = cutAt(rest, "@");
  if (host === null) return { kind: "other" };
  return { kind: "line", name: nameOf(read(host)), at: null, number: read(number), sure: true };
}

function nameOf({ shape }: Value): string {
  if (typeof shape !== "string") return "a trunk that a variable names";
  return shape.includes("@") ? shape.slice(shape.lastIndexOf("@") + 1) : shape;
}

/** `g0/number`, `1/number` */
function group(technology: string, rest: readonly Piece[], read: Read): Destination {
  const [head, number] = cutAt(rest, "/");
  return number === null ? { kind: "other" } : { kind: "line", name: `${technology}/${nameOf(read(head))}`, at: null, number: read(number), sure: true };
}
