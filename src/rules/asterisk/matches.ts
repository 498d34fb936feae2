import { parseRange, type Family, type Range } from "../../exposure/index.js";
import type { PjsipObject, Variable } from "../../posture/index.js";
import { asksNothing } from "./peers.js";
import { elements, linesIn, objectOf, objectsOf, valueIn, type Sip } from "./sip.js";

/** One element of an identify section's `match`, for an endpoint that exists. */
export interface Match {
  readonly text: string;
  readonly line: Variable;
  readonly identify: PjsipObject;
  readonly endpoint: string;
  /** A password is asked of whoever comes from there. */
  readonly proven: boolean;
  /** `name`: it has to be looked up; `wide-private`: more of a private network than one site has. */
  readonly breadth: "world" | "wide" | "wide-private" | "narrow" | "name";
  /** Null for a name. */
  readonly network: { readonly family: Family; readonly range: Range } | null;
}

const made = new WeakMap<Sip, readonly Match[]>();

export function matchesOf(sip: Sip): readonly Match[] {
  const known = made.get(sip);
  if (known !== undefined) return known;
  const matches = objectsOf(sip, "identify").flatMap((identify) => {
    const id = valueIn(sip, identify, "endpoint");
    const endpoint = objectOf(sip, "endpoint", id);
    if (endpoint === undefined) return [];
    const proven = !asksNothing(sip, endpoint);
    return linesIn(identify, "match").flatMap((line) => elements(line.value).flatMap((text) => matchOf(text, { line, identify, endpoint: id, proven })));
  });
  made.set(sip, matches);
  return matches;
}

/** An element that `!` turns round takes nobody in by itself. */
function matchOf(text: string, rest: Pick<Match, "line" | "identify" | "endpoint" | "proven">): readonly Match[] {
  if (text.startsWith("!")) return [];
  const network = parseRange(text.replace(/^\[([^\]]*)\](?::\d+)?/, "$1").replace(/^([\d.]+):\d+/, "$1"));
  if (network === null && /^[\d.:a-f[\]/]+$/i.test(text) && !/^[a-f.]+$/i.test(text)) return []; // octal, shortened: an address that this reader does not expand
  return [{ text, ...rest, network, breadth: network === null ? "name" : breadthOf(network) }];
}

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "fc00::/7", "fe80::/10"].flatMap((text) => parseRange(text) ?? []);

function breadthOf({ family, range }: { readonly family: Family; readonly range: Range }): Match["breadth"] {
  const size = range.last - range.first + 1n;
  const bits = (prefix: number): bigint => 1n << BigInt((family === 4 ? 32 : 128) - prefix);
  const isPrivate = PRIVATE.some((other) => other.family === family && other.range.first <= range.first && range.last <= other.range.last);
  if (isPrivate) return size > bits(family === 4 ? 16 : 32) ? "wide-private" : "narrow";
  if (size >= bits(family === 4 ? 8 : 16)) return "world";
  return size > bits(family === 4 ? 22 : 47) ? "wide" : "narrow";
}
