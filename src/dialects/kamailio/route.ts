import type { RouteName, ScriptAssignment, ScriptCall, ScriptComparison, ScriptValue } from "../../posture/index.js";
import type { Binary, Call, Expression, Route, Statement } from "./ast.js";
import { childrenOf, textOf, variablesIn } from "./nodes.js";

/** What stands in a route, as plain data. */
export interface RouteContent {
  /** In the order of the text. */
  readonly calls: ReadonlyMap<Call, ScriptCall>;
  readonly assignments: readonly ScriptAssignment[];
  readonly comparisons: readonly ScriptComparison[];
}

/** Everything in a route, whether or not it is ever reached; conditions come before what they decide on. */
export function lowerRoute(route: Route, name: RouteName): RouteContent {
  const calls = new Map<Call, ScriptCall>();
  const assignments: ScriptAssignment[] = [];
  const comparisons: ScriptComparison[] = [];
  // The grammar nests statements as deep as the text is long; a stack of our own has no limit.
  const rest: Placed[] = placed(route.body).reverse();
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    const { node, used, within } = one;
    if (node.kind === "call") calls.set(node, scriptCall(node, name, used));
    if (node.kind === "assignment") assignments.push({ target: textOf(node.target), value: scriptValue(node.value), at: node.at, route: name, inCondition: within });
    if (node.kind === "binary" && COMPARES.has(node.operator)) comparisons.push(comparison(node, name));
    rest.push(...below(one).reverse());
  }
  return { calls, assignments, comparisons };
}

interface Placed {
  readonly node: Statement | Expression;
  readonly used: ScriptCall["used"];
  /** It stands in a condition. */
  readonly within: boolean;
}

const COMPARES: ReadonlySet<string> = new Set(["==", "!=", "=~", "eq", "ne", "ieq", "ine", "<", ">", "<=", ">="]);

/** Statements in their order: the answer of one is used where the next reads the return code. */
function placed(body: readonly Statement[]): Placed[] {
  return body.map((node, index) => ({ node, used: readsReturnCode(body[index + 1]) ? "code" : "ignored", within: false }));
}

/** Looks no deeper than a condition goes: what is read there is the code of the call before. */
function readsReturnCode(next: Statement | undefined): boolean {
  const looked = next?.kind === "if" || next?.kind === "while" ? next.condition : next?.kind === "switch" ? next.subject : next?.kind === "assignment" || next?.kind === "end" ? next.value : null;
  return looked !== null && /\$(?:rc|retcode|\?)/.test(textOf(looked));
}

function below({ node, used, within }: Placed): Placed[] {
  switch (node.kind) {
    case "block":
      return placed(node.body as readonly Statement[]);
    case "if":
      return [inside(node.condition), ...placed(node.then), ...placed(node.otherwise)];
    case "while":
      return [inside(node.condition), ...placed(node.body)];
    case "switch":
      return [inside(node.subject), ...node.cases.flatMap(({ body }) => placed(body))];
    default:
      return childrenOf(node).map((child) => ({ node: child, used: useBelow(node, used), within }));
  }
}

/** What is made of the answer of a call that stands directly in this. */
function useBelow(node: Statement | Expression, used: ScriptCall["used"]): ScriptCall["used"] {
  if (node.kind === "unary") return node.operator === "!" || node.operator === "defined" ? "condition" : used;
  if (node.kind === "binary") return node.operator === "&&" || node.operator === "||" ? "condition" : "compared";
  return node.kind === "expression" ? used : "value";
}

function inside(condition: Expression): Placed {
  return { node: condition, used: "condition", within: true };
}

function comparison(node: Binary, route: RouteName): ScriptComparison {
  return { operator: node.operator, left: scriptValue(node.left), right: scriptValue(node.right), call: node.left.kind === "call" ? node.left.name.value : null, at: node.at, route };
}

function scriptCall({ name, args, at }: Call, route: RouteName, used: ScriptCall["used"]): ScriptCall {
  return { name: name.value, arguments: args.map(scriptValue), at, route, used };
}

function scriptValue(node: Expression): ScriptValue {
  const text = textOf(node);
  const known = node.kind === "string" || node.kind === "number" || node.kind === "word" ? node.value : null;
  const variables = variablesIn(typeof known === "string" ? known : text);
  return { at: node.at, text, literal: variables.length > 0 ? null : known, variables };
}
