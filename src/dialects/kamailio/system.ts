import type { CoreSetting, KamailioSystem, LoadedModule, ModuleParameter, RouteName, ScriptAssignment, ScriptCall, ScriptValue, TlsSection } from "../../posture/index.js";
import { byDefault } from "../../posture/index.js";
import { span } from "../../source/index.js";
import type { Call, Expression, LoadModule, ModParam, Route, Setting, Statement } from "./ast.js";
import type { LowerInput } from "./lower.js";
import { parseTlsProfiles } from "./tls-profile.js";

/** The engine's own model, for rules about what only Kamailio has. */
export function lowerSystem({ source, config, tls, version }: LowerInput): KamailioSystem {
  const at = span(source, 0, 0);
  const routes = config.items.filter((item): item is Route => item.kind === "route");
  const inside = routes.map(walkRoute);
  return {
    path: source.path, at, version: byDefault(version, at, "--kamailio"),
    complete: config.problems.every(({ effect }) => effect !== "outside"),
    settings: config.items.filter((item): item is Setting => item.kind === "setting").map(settingOf),
    modules: config.items.filter((item): item is LoadModule => item.kind === "loadmodule").map(({ name, at: place }): LoadedModule => ({ name, at: place })),
    parameters: config.items.filter((item): item is ModParam => item.kind === "modparam").flatMap(parametersOf),
    routes: routes.map((route) => ({ ...nameOf(route), at: route.at })),
    calls: inside.flatMap(({ calls }) => calls),
    assignments: inside.flatMap(({ assignments }) => assignments),
    tls: tls === null ? null : parseTlsProfiles(tls) satisfies readonly TlsSection[],
    problems: config.problems,
  };
}

function settingOf({ name, value, at }: Setting): CoreSetting {
  return { name: name.value, value: value.value, at, via: value.via };
}

function parametersOf({ modules, param, value, at }: ModParam): readonly ModuleParameter[] {
  const known = value.kind === "pv" ? null : value.value;
  return modules.value.split("|").map((module) => ({ module: module.trim(), name: param.value, value: known, at, valueAt: value.at, via: value.via }));
}

function nameOf({ route, name }: Route): RouteName {
  return { kind: route, name: name?.value ?? null };
}

interface Inside {
  readonly calls: ScriptCall[];
  readonly assignments: ScriptAssignment[];
}

/** Everything in a route, whether or not it is ever reached; conditions are walked before what they decide on. */
function walkRoute(route: Route): Inside {
  const found: Inside = { calls: [], assignments: [] };
  const name = nameOf(route);
  // The grammar nests statements as deep as the text is long; a stack of our own has no limit.
  const rest: (Statement | Expression)[] = [...route.body].reverse();
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.kind === "call") found.calls.push({ name: node.name.value, arguments: node.args.map(scriptValue), at: node.at, route: name });
    if (node.kind === "assignment") found.assignments.push({ target: textOf(node.target), value: scriptValue(node.value), at: node.at, route: name });
    rest.push(...childrenOf(node).reverse());
  }
  return found;
}

function childrenOf(node: Statement | Expression): (Statement | Expression)[] {
  switch (node.kind) {
    case "block":
      return [...node.body];
    case "call":
      return [...node.args];
    case "if":
      return [node.condition, ...node.then, ...node.otherwise];
    case "switch":
      return [node.subject, ...node.cases.flatMap(({ match, body }) => [...(match === null ? [] : [match]), ...body])];
    case "while":
      return [node.condition, ...node.body];
    case "end":
      return node.value === null ? [] : [node.value];
    case "assignment":
      return [node.value];
    case "expression":
      return [node.value];
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "number":
    case "string":
    case "word":
    case "pv":
    case "field":
      return [];
  }
}

/** A pseudo-variable within a text: `$fU`, `$var(x)`, `$(hdr(X){s.len})`; brackets nest, so the end is searched for. */
function variablesIn(text: string): readonly string[] {
  const found: string[] = [];
  for (let from = text.indexOf("$"); from >= 0; from = text.indexOf("$", from)) {
    const name = /^\$(?:\(|[A-Za-z_][\w.]*)/.exec(text.slice(from, from + 80))?.[0];
    if (name === undefined) {
      from += 1;
      continue;
    }
    const opens = name.endsWith("(") ? from + name.length - 1 : text[from + name.length] === "(" ? from + name.length : -1;
    const end = opens < 0 ? from + name.length : closingOf(text, opens);
    found.push(text.slice(from, end));
    from = end;
  }
  return found;
}

function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === "(") depth += 1;
    else if (text[index] === ")" && --depth === 0) return index + 1;
  }
  return text.length;
}

function scriptValue(node: Expression | Call): ScriptValue {
  const text = textOf(node);
  const known = node.kind === "string" || node.kind === "number" || node.kind === "word" ? node.value : null;
  const variables = variablesIn(typeof known === "string" ? known : text);
  return { at: node.at, text, literal: variables.length > 0 ? null : known, variables };
}

function textOf({ at }: Expression): string {
  return at.file.text.slice(at.start, at.end);
}
