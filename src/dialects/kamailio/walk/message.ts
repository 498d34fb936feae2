import type { Expression } from "../ast.js";
import { oncePerNode, textOf, variablesIn } from "../nodes.js";
import type { Asking, Evaluated } from "./evaluate.js";
import type { State } from "./state.js";
import { RETURN_CODE } from "./state.js";
import { isOutside } from "./vocabulary.js";
import { NULL, number, POSITIVE, UNKNOWN, type Value } from "./value.js";

/** Where a request goes: `$du` before `$ru`. The state holds the origin of either under these names. */
export const DESTINATION: ReadonlyMap<string, string> = new Map([["$du", "du"], ["$ru", "ru"], ["$rd", "ru"], ["$nh(u)", "du"]]);

/** The value of a pseudo-variable on a path; asking a table of sources counts as a check against floods. */
export function variableOf(text: string, state: State, { scenario }: Asking): Evaluated {
  const bySource = /^\$\(?sht(?:inc|cv|cn|ex)?\([\w]+=>[^)]*\$(?:si\b|siz\b|\(si|var\(source|var\(src)/.test(text);
  const after = bySource ? state.write("passed flood-check", POSITIVE) : state;
  return { value: valueOf(text, after, scenario.method, scenario.sender, bySource), state: after };
}

function valueOf(text: string, state: State, method: string, sender: string, bySource: boolean): Value {
  if (text === "$null") return NULL;
  if (text === "$rm") return { kind: "string", value: method };
  if (text === "$rc" || text === "$retcode" || text === "$?") return state.read(RETURN_CODE) ?? UNKNOWN;
  if (text === "$du" && !state.has("du")) return state.read(text) ?? NULL;
  if (text === "$tls_peer_verified") return sender === "trusted" ? UNKNOWN : number(0);
  const known = state.read(text);
  if (known !== undefined) return known;
  // Nobody who comes for the first time stands in a table of addresses, be it of the banned or of the welcome.
  return bySource && text.startsWith("$sht(") && sender !== "trusted" ? NULL : UNKNOWN;
}

/** Who chose a destination that is written from this: the script itself, the message, or what the message had before. */
export function originOf(from: Expression, state: State): string {
  const text = textOf(from);
  const variables = variablesIn(text);
  if (variables.length === 0) return "chosen";
  if (variables.some((variable) => MESSAGE.test(variable))) return "message";
  // The user part of a request alone decides nothing about the host it goes to; `sip:$rU@gateway` is the administrator's.
  const hosts = variables.filter((variable) => /^\$\(?(?:rd|ru|rp|rz|adu)\b/.test(variable));
  if (hosts.length > 0) return state.has("ru") ? "chosen" : "sender";
  return "chosen";
}

/** What names a host and comes out of the message, but for the R-URI. */
const MESSAGE = /^\$\(?(?:hdr|hfl|fd|fu|td|tu|ct|ctu|du|ou|od|ai|pu|pd|di|re|rt|rb|route_uri|hdrc|sel|mb|msg)\b/;

/** Answers that come from a table, a program or another machine. */
export const isOpaque = oncePerNode((expression: Expression): boolean => {
  if (expression.kind === "call") return isOutside(expression.name.value);
  return expression.kind === "pv" && /^\$\(?(?:dbr|sqlrows|http_|redis|redisd|xavp|xavu|xavi|avp|dlg_var|shv|jsonrpl|curl|ldap|sel|sht|nats|erl|ru\{|uri_)/.test(expression.text);
});
