import type { FlagNames, KamailioFile, Problem, Route, TopLevel } from "../ast.js";
import { RouteCheck } from "./route.js";
import { checkModParam } from "./modparam.js";
import { VERSIONS } from "../tables/modules-data.js";
import { has, since } from "../tables/versions.js";
import { Scope } from "./scope.js";
import { checkSetting } from "./setting.js";

/** `loadmodule("…", "g")` came with 5.7 (src/core/cfg.y: module_stm). */
const PARENTHESISED = since("5.7");

/**
 * Judges the names in a configuration as the engine of a version does while it reads: modules, parameters, functions, variables,
 * settings, flags, in the order in which they stand, because a function must be loaded before the route that calls it. What could come from a
 * module or a file that is not known is `outside`, never wrong. Never throws.
 */
export function checkNames(config: KamailioFile, version: string): readonly Problem[] {
  const scope = new Scope(config, version);
  const routes = new Set<string>();
  for (const item of config.items) checkItem(item, scope, routes);
  return scope.problems;
}

function checkItem(item: TopLevel, scope: Scope, routes: Set<string>): void {
  switch (item.kind) {
    case "loadmodule":
      if (item.parenthesised && !has(PARENTHESISED, scope.branch)) scope.report(item.at, "syntax-other-version", `Kamailio ${scope.branch} takes loadmodule without parentheses alone`);
      return scope.load(item.name, item.path.at);
    case "modparam":
      return checkModParam(item, scope);
    case "setting":
      return checkSetting(item, scope);
    case "flags":
      return declareFlags(item, scope);
    case "route":
      return checkRoute(item, scope, routes);
    case "custom-setting":
    case "socket":
    case "alias":
    case "loadpath":
    case "cfgengine":
    case "substitution":
      return;
  }
}

function declareFlags({ names }: FlagNames, scope: Scope): void {
  for (const { value, at } of names) {
    if (scope.flags.has(value)) scope.report(at, "flag-twice", `the flag ${value} is declared already`);
    scope.flags.add(value);
  }
}

/** Main routes of a kind are joined to one; of a name there may be one for each kind (cfg.y: route_stm and its like). */
function checkRoute(item: Route, scope: Scope, routes: Set<string>): void {
  new RouteCheck(item, scope).body(item.body);
  if (item.name === null) return;
  const key = `${item.route === "reply" ? "onreply" : item.route} ${item.name.value}`;
  if (routes.has(key)) scope.report(item.name.at, "route-twice", `there is a route ${item.name.value} of this kind already`);
  routes.add(key);
}

/** What every version known refuses or takes for something else, for a configuration whose version nobody told. */
export function checkNamesOfAnyVersion(config: KamailioFile): readonly Problem[] {
  const [newest, ...older] = VERSIONS.toReversed();
  let shared = newest === undefined ? [] : checkNames(config, newest);
  for (const version of older) {
    if (shared.every(({ effect }) => effect === "outside")) break; // older ones can take away, and never add
    const places = new Set(checkNames(config, version).filter(({ effect }) => effect !== "outside").map(({ at }) => at));
    shared = shared.filter(({ at, effect }) => effect === "outside" || places.has(at));
  }
  return shared;
}
