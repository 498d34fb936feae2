import type { Call, Expression } from "../ast.js";
import { textOf } from "../nodes.js";
import { DESTINATION, isOpaque, originOf, variableOf } from "./message.js";
import type { Scenario } from "./scenario.js";
import { questionOf, type Script } from "./script.js";
import type { State } from "./state.js";
import { asCondition, compare, NEGATIVE, not, number, POSITIVE, truthOf, UNKNOWN, type Truth, type Value } from "./value.js";

/** A value and the knowledge after it was computed; several where something inside may turn out both ways. */
export interface Evaluated {
  readonly value: Value;
  readonly state: State;
}

/** Runs a call: gives each way it can end; ways that end the script are kept by the walk itself. */
export type CallRunner = (call: Call, state: State) => readonly Evaluated[];

export interface Asking {
  readonly scenario: Scenario;
  readonly script: Script;
  readonly run: CallRunner;
}

/** Evaluates an expression on one path. Every operand is evaluated in order, `&&` and `||` stop early as the engine does. */
export function evaluate(expression: Expression, state: State, asking: Asking): readonly Evaluated[] {
  switch (expression.kind) {
    case "number":
      return [{ value: number(expression.value), state }];
    case "string":
    case "word":
      return [{ value: { kind: "string", value: expression.value }, state }];
    case "pv":
      return [variableOf(expression.text, state, asking)];
    case "field":
      return [{ value: expression.name === "method" ? { kind: "string", value: asking.scenario.method } : UNKNOWN, state }];
    case "call":
      return remembering(expression, asking, () => asking.run(expression, state).map(({ value, state: after }) => ({ value: inExpression(value, asking), state: after })));
    case "unary":
      return evaluate(expression.operand, state, asking).map(({ value, state: after }) => ({ value: unary(expression.operator, value), state: after }));
    case "binary":
      return binary(expression, state, asking);
    case "assignment":
      return assigned(expression.target, expression.value, state, asking).map((after) => ({ value: POSITIVE, state: after }));
    case "block":
      return [{ value: UNKNOWN, state }];
  }
}

/** Within an expression a call is 1 or 0, whatever its return code (rvalue.c: RV_ACTION_ST), unless return_mode says otherwise. */
function inExpression(value: Value, { script }: Asking): Value {
  if (value.kind === "unknown") return value;
  if (script.returnMode === 1) return value.kind === "negative" ? POSITIVE : value;
  const truth = asCondition(value);
  return truth === "maybe" ? UNKNOWN : number(truth === "yes" ? 1 : 0);
}

/** The knowledge after `target = value`: each way the value can be computed. A call gives its return code here. */
export function assigned(target: Expression, value: Expression, state: State, asking: Asking): readonly State[] {
  const results = value.kind === "call" ? asking.run(value, state) : evaluate(value, state, asking);
  return results.map(({ value: result, state: after }) => assign(target, value, result, after, asking));
}

function assign(target: Expression, from: Expression, value: Value, state: State, { script }: Asking): State {
  if (target.kind !== "pv") return state;
  const name = target.text;
  const destination = DESTINATION.get(name);
  const after = destination === undefined ? state : state.write(destination, value.kind === "null" ? UNKNOWN : { kind: "string", value: originOf(from, state) });
  const cleared = name === "$ru" || name === "$rd" ? after.write(localityFact("uri"), UNKNOWN) : after;
  return script.tested.has(name) || state.has(name) ? cleared.write(name, value) : cleared;
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

export function fromTruth(truth: Truth): Value {
  return truth === "yes" ? number(1) : truth === "no" ? number(0) : UNKNOWN;
}

function binary(expression: Extract<Expression, { kind: "binary" }>, state: State, asking: Asking): readonly Evaluated[] {
  const { operator, left, right } = expression;
  if (operator === "&&" || operator === "||") return evaluate(left, state, asking).flatMap((one) => shortCircuit(operator, one, right, asking));
  const fact = localityTest(expression);
  if (fact !== null) return recall(fact, operator === "!=" || operator === "ne", state);
  return remembering(expression, asking, () => evaluate(left, state, asking).flatMap((one) =>
    evaluate(right, one.state, asking).map(({ value, state: after }) => {
      const result = compared(expression, one.value, value, asking);
      return { value: result, state: result.kind === "unknown" ? opaque(expression, after) : after };
    }),
  ));
}

function compared({ operator, left, right }: Extract<Expression, { kind: "binary" }>, a: Value, b: Value, asking: Asking): Value {
  const decided = sourceTest(left, operator, right, asking) ?? identityTest(left, operator, right, asking);
  if (decided !== null) return decided;
  if (left.kind === "field" && left.name !== "method") return UNKNOWN;
  if (arithmetic(operator)) return UNKNOWN;
  return fromTruth(operator === "=~" ? matches(a, b) : compare(operator, a, b));
}

/** A path that hangs on what a database or another machine says is not as sure as others. */
function opaque({ left, right }: Extract<Expression, { kind: "binary" }>, state: State): State {
  return isOpaque(left) || isOpaque(right) ? state.write("opaque", POSITIVE) : state;
}

/** What is asked twice of a message is answered alike: without that, a path would be of two minds. */
function remembering(expression: Expression, { script }: Asking, fresh: () => readonly Evaluated[]): readonly Evaluated[] {
  const question = script.repeated.size === 0 ? null : questionOf(expression);
  if (question === null || !script.repeated.has(question)) return fresh();
  const negated = expression.kind === "binary" && (expression.operator === "!=" || expression.operator === "ne" || expression.operator === "ine");
  return fresh().flatMap((one) => (one.value.kind === "unknown" ? recall(`asked ${question}`, negated, one.state) : [one]));
}

/**
 * `uri==myself`, and whether the host of the R-URI, From or To is a name that the script knows, asked twice have one answer. Null
 * where the test is not about whose address it is.
 */
function localityTest({ left, operator, right }: Extract<Expression, { kind: "binary" }>): string | null {
  const equal = operator === "==" || operator === "!=" || operator === "eq" || operator === "ne";
  const [field, other] = left.kind === "field" && left.name === "myself" ? [right, left] : [left, right];
  if (equal && field.kind === "field" && other.kind === "field" && other.name === "myself") return field.name === "uri" || field.name === "from_uri" || field.name === "to_uri" ? localityFact(field.name) : null;
  return null;
}

/** The name under which a path knows whether `uri`, `from_uri` or `to_uri` is one of ours. */
export function localityFact(field: string): string {
  return `${field} is ours`;
}

export function recall(fact: string, negated: boolean, state: State): readonly Evaluated[] {
  const known = state.read(fact);
  const answers = known === undefined ? [POSITIVE, NEGATIVE] : [known];
  return answers.map((answer) => ({ value: fromTruth(negated ? not(asCondition(answer)) : asCondition(answer)), state: state.write(fact, answer) }));
}

/** A test of the source address fails for all but trusted ones, one of a socket for all whom that socket does not hear. Null: no such test. */
function sourceTest(left: Expression, operator: string, right: Expression, { scenario, script }: Asking): Value | null {
  const name = left.kind === "field" ? left.name : left.kind === "pv" ? left.text : "";
  const negated = operator === "!=" || operator === "ne";
  if (name === "src_ip" || name === "$si") {
    if (right.kind === "pv" || scenario.sender === "trusted") return UNKNOWN;
    return operator === "==" || operator === "eq" || operator === "=~" || negated ? number(negated ? 1 : 0) : null;
  }
  if (["dst_port", "dst_ip", "$Rp", "$Ri", "$Rn", "$RAp", "$RAi"].includes(name) && scenario.sender !== "trusted" && script.inner.has(valueText(right))) return number(negated ? 1 : 0);
  return null;
}

/** Whether the name that the password was proved for is the one in From or To. Null: no such test. */
function identityTest(left: Expression, operator: string, right: Expression, { scenario }: Asking): Value | null {
  if (scenario.sender === "stranger" || scenario.sender === "trusted") return null;
  const [a, b] = [textOf(left), textOf(right)];
  const proved = /^\$\(?(?:au|aU)\b/;
  const named = /^\$\(?(?:fU|fu|tU|tu)\b/;
  if (!((proved.test(a) && named.test(b)) || (proved.test(b) && named.test(a)))) return null;
  const negated = operator === "!=" || operator === "ne" || operator === "ine";
  return number((scenario.sender === "account") !== negated ? 1 : 0);
}

function valueText(expression: Expression): string {
  return expression.kind === "number" ? expression.text : expression.kind === "string" || expression.kind === "word" ? expression.value : textOf(expression);
}

function arithmetic(operator: string): boolean {
  return ["+", "-", "*", "/", "mod", "|", "&", "^", "<<", ">>"].includes(operator);
}

function matches(left: Value, right: Value): Truth {
  if (left.kind !== "string" || right.kind !== "string" || right.value.length > 200 || left.value.length > 200) return "maybe";
  try {
    return truthOf(new RegExp(right.value, "i").test(left.value));
  } catch {
    return "maybe";
  }
}

/** Where the left side may be either, the path forks; a side that decides is not followed by the other. */
function shortCircuit(operator: "&&" | "||", left: Evaluated, right: Expression, asking: Asking): readonly Evaluated[] {
  const truth = asCondition(left.value);
  const decides = operator === "&&" ? "no" : "yes";
  if (truth === decides) return [{ value: fromTruth(truth), state: left.state }];
  const rights = evaluate(right, left.state, asking).map(({ value, state }) => ({ value: fromTruth(asCondition(value)), state }));
  return truth === "maybe" ? [{ value: fromTruth(decides), state: left.state }, ...rights] : rights;
}
