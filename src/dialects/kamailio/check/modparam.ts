import { closest } from "../../../source/index.js";
import type { ModParam } from "../ast.js";
import { moduleNamed, type Module } from "../tables/modules.js";
import { branches, has, type Mask } from "../tables/versions.js";
import { didYouMean, type Scope } from "./scope.js";

/**
 * modparam() is applied to every loaded module whose whole name the expression matches, case aside, and each of them must have the
 * parameter and take that type of value (src/core/modparam.c: set_mod_param_regex).
 */
export function checkModParam(item: ModParam, scope: Scope): void {
  // modparamx() may compute names and values when the engine starts.
  if (item.value.kind === "pv" || item.modules.value.includes("$") || item.param.value.includes("$")) return;
  const matches = matcher(item.modules.value);
  if (matches === null) {
    scope.report(item.modules.at, "modparam-modules-not-evaluated", "this expression for module names was not evaluated", "outside");
    return;
  }
  const targets = [...scope.modules()].filter(({ alias }) => matches(alias));
  for (const module of targets) checkParam(item, module, scope);
  if (targets.length === 0 && !scope.open) reportNoTarget(item, scope);
}

function reportNoTarget({ modules: wanted }: ModParam, scope: Scope): void {
  const known = moduleNamed(wanted.value) !== undefined;
  const near = known ? null : closest(wanted.value, [...scope.modules()].map(({ name }) => name));
  scope.report(wanted.at, "modparam-no-module", known ? `${wanted.value} is not loaded before this line` : `no module called ${wanted.value} is loaded${didYouMean(near)}`);
}

function checkParam({ param, value }: ModParam, module: Module, scope: Scope): void {
  const forms = module.params.get(param.value) ?? [];
  const here = forms.filter(({ mask }) => has(mask, scope.branch));
  if (here.length > 0) {
    const given = value.kind === "number" ? "number" : "string";
    if (here.every(({ type }) => type !== "either" && type !== given)) scope.report(value.at, "param-type", `${module.name}: ${param.value} takes a ${given === "number" ? "string" : "number"}`);
  } else if (forms.length > 0) {
    const mask: Mask = forms.reduce((all, form) => all | form.mask, 0);
    scope.report(param.at, "param-other-version", `${module.name} has no parameter ${param.value} in ${scope.branch}; ${branches(mask)} had or have it`);
  } else {
    scope.report(param.at, "param-unknown", `${module.name} has no parameter ${param.value}${didYouMean(closest(param.value, module.params.keys()))}`);
  }
}

/** A POSIX expression that is a list of names or a short pattern; null for what could cost time or mean something else here. */
function matcher(pattern: string): ((name: string) => boolean) | null {
  const wanted = pattern.toLowerCase();
  if (/^[\w|-]*$/.test(wanted)) return (name) => wanted.split("|").includes(name.toLowerCase());
  if (pattern.length > 100 || (pattern.match(/[*+{?]/g) ?? []).length > 2) return null;
  try {
    const expression = new RegExp(`^(?:${pattern})$`, "i");
    return (name) => expression.test(name);
  } catch {
    return null;
  }
}
