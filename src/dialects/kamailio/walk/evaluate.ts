import type { Call, Expression } from "../ast.js";
import type { Scenario } from "./scenario.js";
import { read, RETURN_CODE, write, type State } from "./state.js";
import { asCondition, compare, NEGATIVE, not, NULL, number, POSITIVE, truthOf, UNKNOWN, type Truth, type Value } from "./value.js";

/** A value and the knowledge after it was computed; several where something inside may turn out both ways. */
export interface Evaluated {
  readonly value: Value;
  readonly state: State;
}

const DESTINATION: ReadonlySet<string> = new Set(["$ru", "$rd", "$du", "$nh(u)"]);

/** Known to be positive on a path where the script, not the sender, chose where the request goes. */
export const DESTINATION_CHOSEN = "destination chosen";

/** Runs a call: gives each way it can end; ways that end the script are reported by the caller's own list. */
export type CallRunner = (call: Call, state: State) => readonly Evaluated[];

/** Evaluates an expression on one path. Every operand is evaluated in order, `&&` and `||` stop early as the engine does. */
export function evaluate(expression: Expression, state: State, scenario: Scenario, run: CallRunner): readonly Evaluated[] {
  switch (expression.kind) {
    case "number":
      return [{ value: number(expression.value), state }];
    case "string":
      return [{ value: { kind: "string", value: expression.value }, state }];
    case "word":
      return [{ value: { kind: "string", value: expression.value }, state }];
    case "pv":
      return [{ value: variable(expression.text, state, scenario), state }];
    case "field":
      return [{ value: expression.name === "method" ? { kind: "string", value: scenario.method } : UNKNOWN, state }];
    case "call":
      return run(expression, state);
    case "unary":
      return evaluate(expression.operand, state, scenario, run).map(({ value, state: after }) => ({ value: unary(expression.operator, value), state: after }));
    case "binary":
      return binary(expression, state, scenario, run);
    case "assignment":
      return evaluate(expression.value, state, scenario, run).map(({ value, state: after }) => ({ value, state: assign(expression.target, value, after) }));
    case "block":
      return [{ value: UNKNOWN, state }];
  }
}

export function assign(target: Expression, value: Value, state: State): State {
  if (target.kind !== "pv") return state;
  const after = write(state, target.text, value);
  // A destination that the script writes is no longer the sender's choice.
  return DESTINATION.has(target.text) ? write(after, DESTINATION_CHOSEN, POSITIVE) : after;
}

function variable(text: string, state: State, scenario: Scenario): Value {
  if (text === "$null") return NULL;
  if (text === "$rm") return { kind: "string", value: scenario.method };
  if (text === "$rc" || text === "$retcode" || text === "$?") return read(state, RETURN_CODE) ?? UNKNOWN;
  if (text === "$au" || text === "$aU" || text === "$ar" || text === "$ad") return UNKNOWN;
  return read(state, text) ?? UNKNOWN;
}

function unary(operator: string, value: Value): Value {
  switch (operator) {
    case "!":
      return fromTruth(not(asCondition(value)));
    case "-":
      return value.kind === "number" ? number(-value.value) : UNKNOWN;
    case "defined":
      return value.kind === "unknown" ? UNKNOWN : fromTruth(truthOf(value.kind !== "null"));
    default:
      return value;
  }
}

function fromTruth(truth: Truth): Value {
  return truth === "yes" ? POSITIVE : truth === "no" ? NEGATIVE : UNKNOWN;
}

function binary(expression: Extract<Expression, { kind: "binary" }>, state: State, scenario: Scenario, run: CallRunner): readonly Evaluated[] {
  const { operator, left, right } = expression;
  const lefts = evaluate(left, state, scenario, run);
  if (operator === "&&" || operator === "||") return lefts.flatMap((one) => shortCircuit(operator, one, right, scenario, run));
  const remembered = localityTest(expression);
  if (remembered !== null) return lefts.flatMap((one) => recall(remembered, operator, one.state));
  const isField = left.kind === "field";
  return lefts.flatMap((one) =>
    evaluate(right, one.state, scenario, run).map(({ value, state: after }) => ({
      value: isField && left.name !== "method" ? fieldTest(left.name, operator) : fromTruth(operator === "=~" ? matches(one.value, value) : arithmetic(operator) ? "maybe" : compare(operator, one.value, value)),
      state: after,
    })),
  );
}

/**
 * `uri==myself` asked twice has one answer: without remembering it, a path would be both local and foreign. Null where
 * the test is not about whose address it is.
 */
function localityTest({ left, operator, right }: Extract<Expression, { kind: "binary" }>): string | null {
  if (operator !== "==" && operator !== "!=") return null;
  const [field, other] = left.kind === "field" && left.name === "myself" ? [right, left] : [left, right];
  if (field.kind !== "field" || other.kind !== "field" || other.name !== "myself") return null;
  return localityFact(field.name);
}

/** The name under which a path knows whether `uri`, `from_uri` or `to_uri` is one of ours. */
export function localityFact(field: string): string {
  return `${field} is ours`;
}

function recall(fact: string, operator: string, state: State): readonly Evaluated[] {
  const known = read(state, fact);
  const answers = known === undefined ? [POSITIVE, NEGATIVE] : [known];
  return answers.map((answer) => ({ value: operator === "==" ? answer : fromTruth(not(asCondition(answer))), state: write(state, fact, answer) }));
}

/** A test of the source address or port fails for a stranger; what a message says about itself may be anything. */
function fieldTest(name: string, operator: string): Value {
  if (name !== "src_ip") return UNKNOWN;
  return operator === "!=" ? POSITIVE : NEGATIVE;
}

function arithmetic(operator: string): boolean {
  return ["+", "-", "*", "/", "mod", "|", "&", "^", "<<", ">>"].includes(operator);
}

function matches(left: Value, right: Value): Truth {
  if (left.kind !== "string" || right.kind !== "string" || right.value.length > 200) return "maybe";
  try {
    return truthOf(new RegExp(right.value, "i").test(left.value));
  } catch {
    return "maybe";
  }
}

/** Where the left side may be either, the path forks; a side that decides is not followed by the other. */
function shortCircuit(operator: "&&" | "||", left: Evaluated, right: Expression, scenario: Scenario, run: CallRunner): readonly Evaluated[] {
  const truth = asCondition(left.value);
  const decides = operator === "&&" ? "no" : "yes";
  if (truth === decides) return [{ value: fromTruth(truth), state: left.state }];
  const rights = evaluate(right, left.state, scenario, run).map(({ value, state }) => ({ value: fromTruth(asCondition(value)), state }));
  return truth === "maybe" ? [{ value: fromTruth(decides), state: left.state }, ...rights] : rights;
}

