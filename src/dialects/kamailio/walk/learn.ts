import type { Expression } from "../ast.js";
import { textOf } from "../nodes.js";
import { localityFact } from "./evaluate.js";
import type { Script } from "./script.js";
import type { State } from "./state.js";
import { POSITIVE } from "./value.js";

/** What a condition tells about the message once it is known to hold, or not to. */
export function learn(condition: Expression, holds: boolean, state: State, script: Script): State {
  switch (condition.kind) {
    case "unary":
      return condition.operator === "!" ? learn(condition.operand, !holds, state, script) : state;
    case "call":
      return holds ? learnCall(condition, state, script) : state;
    case "binary":
      return learnBinary(condition, holds, state, script);
    default:
      return state;
  }
}

function learnCall(call: Extract<Expression, { kind: "call" }>, state: State, script: Script): State {
  const name = call.name.value;
  // Credentials are claimed by a header too, and then proved.
  if ((name === "is_present_hf" || name === "is_present_hf_re") && !/authorization/i.test(call.args.map(textOf).join())) return state.write("passed header-claim", POSITIVE);
  const [first] = call.args;
  if (script.handsOut && first?.kind === "string" && (name === "is_numeric" || name === "is_e164" || name === "is_alphanum" || name === "is_alphanumex" || name === "is_ip" || name === "pcre_match")) return state.write(`checked ${first.value}`, POSITIVE);
  return state;
}

function learnBinary(condition: Extract<Expression, { kind: "binary" }>, holds: boolean, state: State, script: Script): State {
  const { operator, left, right } = condition;
  if (operator === "&&") return holds ? learn(right, true, learn(left, true, state, script), script) : state;
  if (operator === "||") return holds ? state : learn(right, false, learn(left, false, state, script), script);
  const negated = operator === "!=" || operator === "ne" || operator === "ine";
  if (left.kind !== "pv" || (!negated && !["==", "=~", "eq", "ieq"].includes(operator))) return state;
  const absent = right.kind === "pv" && right.text === "$null";
  const claimed = !/authorization/i.test(left.text) && /^\$\(?(?:hdr|ua|di|ai|pu|re)\b/.test(left.text) && (absent ? negated === holds : negated !== holds);
  const after = claimed ? state.write("passed header-claim", POSITIVE) : state;
  if (negated === holds || absent || (right.kind !== "string" && right.kind !== "number")) return after;
  return learnValue(left, operator, right.kind === "string" ? right.value : null, after, script);
}

/** A value equal to a constant, or matched from its first to its last character, is no longer the sender's free choice. */
function learnValue(left: Expression, operator: string, pattern: string | null, state: State, script: Script): State {
  const text = textOf(left);
  const bound = script.handsOut && (operator !== "=~" || (pattern !== null && /^\^.*\$$/s.test(pattern) && !/(?:^|[^\\])\.[*+]/.test(pattern)));
  const after = bound ? state.write(`checked ${text}`, POSITIVE) : state;
  const field = /^\$\(?(?:rd|ru)\b/.test(text) ? "uri" : /^\$\(?(?:fd|fu)\b/.test(text) ? "from_uri" : null;
  return field === null ? after : after.write(localityFact(field), POSITIVE);
}
