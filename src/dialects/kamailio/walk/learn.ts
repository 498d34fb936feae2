import type { Expression } from "../ast.js";
import { textOf } from "../nodes.js";
import { localityFact } from "./evaluate.js";
import type { State } from "./state.js";
import { POSITIVE } from "./value.js";

/** What a condition tells about the message once it is known to hold, or not to. */
export function learn(condition: Expression, holds: boolean, state: State): State {
  switch (condition.kind) {
    case "unary":
      return condition.operator === "!" ? learn(condition.operand, !holds, state) : state;
    case "call":
      return holds ? learnCall(condition, state) : state;
    case "binary":
      return learnBinary(condition, holds, state);
    default:
      return state;
  }
}

function learnCall(call: Extract<Expression, { kind: "call" }>, state: State): State {
  const name = call.name.value;
  if (name === "is_present_hf" || name === "is_present_hf_re") return state.write("passed header-claim", POSITIVE);
  const [first] = call.args;
  if (first?.kind === "string" && (name === "is_numeric" || name === "is_e164" || name === "is_alphanum" || name === "is_alphanumex" || name === "is_ip" || name === "pcre_match")) return state.write(`checked ${first.value}`, POSITIVE);
  return state;
}

function learnBinary(condition: Extract<Expression, { kind: "binary" }>, holds: boolean, state: State): State {
  const { operator, left, right } = condition;
  if (operator === "&&") return holds ? learn(right, true, learn(left, true, state)) : state;
  if (operator === "||") return holds ? state : learn(right, false, learn(left, false, state));
  const negated = operator === "!=" || operator === "ne" || operator === "ine";
  if (left.kind !== "pv" || (!negated && !["==", "=~", "eq", "ieq"].includes(operator))) return state;
  const absent = right.kind === "pv" && right.text === "$null";
  const claimed = /^\$\(?(?:hdr|ua|di|ai|pu|re)\b/.test(left.text) && (absent ? negated === holds : negated !== holds);
  const after = claimed ? state.write("passed header-claim", POSITIVE) : state;
  if (negated === holds || absent || (right.kind !== "string" && right.kind !== "number")) return after;
  return learnValue(left, operator, right.kind === "string" ? right.value : null, after);
}

/** A value equal to a constant, or matched from its first to its last character, is no longer the sender's free choice. */
function learnValue(left: Expression, operator: string, pattern: string | null, state: State): State {
  const text = textOf(left);
  const bound = operator !== "=~" || (pattern !== null && /^\^.*\$$/s.test(pattern) && !/(?:^|[^\\])\.[*+]/.test(pattern));
  const after = bound ? state.write(`checked ${text}`, POSITIVE) : state;
  const field = /^\$\(?(?:rd|ru)\b/.test(text) ? "uri" : /^\$\(?(?:fd|fu)\b/.test(text) ? "from_uri" : null;
  return field === null ? after : after.write(localityFact(field), POSITIVE);
}
