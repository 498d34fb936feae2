import type { CoreSetting, KamailioSystem, LoadedModule, ModuleParameter, RouteName, ScriptSocket, TlsSection } from "../../posture/index.js";
import { byDefault } from "../../posture/index.js";
import { span } from "../../source/index.js";
import type { LoadModule, ModParam, Route, Setting, Socket } from "./ast.js";
import type { LowerInput } from "./lower.js";
import { misspeltDirectives } from "./misspelt.js";
import { lowerPaths } from "./paths.js";
import { lowerRoute } from "./route.js";
import { parseTlsProfiles } from "./tls-profile.js";

/** The engine's own model, for rules about what only Kamailio has. */
export function lowerSystem({ source, config, tls, version, names = [] }: LowerInput): KamailioSystem {
  const at = span(source, 0, 0);
  const routes = config.items.filter((item): item is Route => item.kind === "route");
  const inside = routes.map((route) => lowerRoute(route, nameOf(route)));
  const calls = new Map(inside.flatMap((content) => [...content.calls]));
  return {
    path: source.path, at, version: byDefault(version, at, "--kamailio"),
    complete: config.problems.every(({ effect }) => effect !== "outside"),
    settings: config.items.filter((item): item is Setting => item.kind === "setting").map(settingOf),
    sockets: config.items.filter((item): item is Socket => item.kind === "socket").map(socketOf),
    modules: config.items.filter((item): item is LoadModule => item.kind === "loadmodule").map(({ name, at: place }): LoadedModule => ({ name, at: place })),
    parameters: config.items.filter((item): item is ModParam => item.kind === "modparam").flatMap(parametersOf),
    routes: routes.map((route) => ({ ...nameOf(route), at: route.at })),
    calls: [...calls.values()],
    assignments: inside.flatMap(({ assignments }) => assignments),
    comparisons: inside.flatMap(({ comparisons }) => comparisons),
    inactive: config.inactive,
    tls: tls === null ? null : parseTlsProfiles(tls) satisfies readonly TlsSection[],
    paths: lowerPaths(config, calls),
    lists: { addresses: null, dispatcher: null, permissions: [] }, // they stand in files of their own, which this one only names
    problems: [...config.problems, ...names, ...misspeltDirectives(source)],
  };
}

function socketOf({ protocol, hosts, ports, name, advertise, at }: Socket): ScriptSocket {
  return { protocol, hosts: hosts.map(({ value }) => value), port: ports?.first ?? null, name: name?.value ?? null, advertised: advertise !== null, at };
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
