import type { CoreSetting, KamailioSystem, LoadedModule, ModuleParameter, RouteName, ScriptAssignment, ScriptCall, ScriptValue, TlsSection } from "../../posture/index.js";
import { byDefault } from "../../posture/index.js";
import { span } from "../../source/index.js";
import type { Call, Expression, LoadModule, ModParam, Route, Setting } from "./ast.js";
import type { LowerInput } from "./lower.js";
import { nodesIn, textOf, variablesIn } from "./nodes.js";
import { lowerPaths } from "./paths.js";
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
    paths: lowerPaths(config, scriptCall),
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
  for (const node of nodesIn(route.body)) {
    if (node.kind === "call") found.calls.push(scriptCall(node, name));
    if (node.kind === "assignment") found.assignments.push({ target: textOf(node.target), value: scriptValue(node.value), at: node.at, route: name });
  }
  return found;
}

function scriptCall({ name, args, at }: Call, route: RouteName): ScriptCall {
  return { name: name.value, arguments: args.map(scriptValue), at, route };
}

function scriptValue(node: Expression | Call): ScriptValue {
  const text = textOf(node);
  const known = node.kind === "string" || node.kind === "number" || node.kind === "word" ? node.value : null;
  const variables = variablesIn(typeof known === "string" ? known : text);
  return { at: node.at, text, literal: variables.length > 0 ? null : known, variables };
}
