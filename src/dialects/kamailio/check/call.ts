import { closest } from "../../../source/index.js";
import type { Call, Expression, RouteKind } from "../ast.js";
import type { ModuleFunction } from "../tables/modules.js";
import { coreFunctionNames, IN_ONSEND, isCoreFunction, takesArguments } from "./core-functions.js";
import { isConstant } from "./constant.js";
import { didYouMean, type Scope } from "./scope.js";

/** Bits of src/core/route.h, by the kind of route in which a call stands. */
const ROUTE_BITS: Readonly<Record<RouteKind, number>> = { request: 1, failure: 2, onreply: 4, branch: 8, onsend: 16, reply: 128, event: 513 };

/** A call of the core's or of a module's function: that somebody exports it, for this many arguments and this kind of route. */
export function checkCall(call: Call, route: RouteKind, scope: Scope): void {
  const name = call.name.value;
  if (isCoreFunction(name)) checkCoreCall(call, route, scope);
  else {
    const forms = scope.functions(name);
    if (forms.length === 0) reportMissing(call, scope);
    else checkForms(call, forms, route, scope);
  }
}

function checkCoreCall(call: Call, route: RouteKind, scope: Scope): void {
  const name = call.name.value;
  if (!takesArguments(call)) scope.report(call.at, "arguments-wrong", `${name}() of the core does not take these arguments`);
  else if (route === "onsend" && !IN_ONSEND.has(name)) scope.report(call.at, "route-kind", `${name}() is not allowed in an onsend_route`);
  else if (name.endsWith("flag") || name.endsWith("flagset")) checkFlag(call.args.at(-1), scope);
}

/** Flags are numbers up to 31 or names that a `flags` line declares before (src/core/flags.c). */
function checkFlag(flag: Expression | undefined, scope: Scope): void {
  if (flag?.kind === "number" && (flag.value < 0 || flag.value > 31)) scope.report(flag.at, "flag-invalid", "flags are numbered 0 to 31");
  if ((flag?.kind === "word" || flag?.kind === "string") && !scope.flags.has(flag.value)) scope.report(flag.at, "flag-undeclared", `no flags line before declares ${flag.value}`, scope.open ? "outside" : "fatal");
}

function reportMissing({ name, at }: Call, scope: Scope): void {
  const elsewhere = scope.elsewhere("functions", name.value);
  if (scope.open) {
    scope.report(at, "function-not-known", `${name.value}() is exported by no module that is known to be loaded${elsewhere === null ? "" : `: ${elsewhere}`}`, "outside");
    return;
  }
  const near = elsewhere === null ? closest(name.value, [...scope.names("functions"), ...coreFunctionNames()]) : null;
  scope.report(at, "function-unknown", `no loaded module exports ${name.value}()${elsewhere === null ? didYouMean(near) : `: ${elsewhere}`}`);
}

function checkForms(call: Call, forms: readonly ModuleFunction[], route: RouteKind, scope: Scope): void {
  const name = call.name.value;
  const fitting = forms.filter(({ args }) => args === null || args.includes(call.args.length));
  const allowed = fitting.find(({ routes }) => allows(routes, ROUTE_BITS[route]));
  if (fitting.length === 0) {
    const counts = [...new Set(forms.flatMap(({ args }) => args ?? []))].sort((a, b) => a - b);
    scope.report(call.at, "arguments-wrong", `${name}() takes ${counts.join(" or ")} arguments, not ${call.args.length}`);
  } else if (allowed === undefined) {
    scope.report(call.at, "route-kind", `${name}() cannot be used in this kind of route`);
  } else if (allowed.constant) {
    const variable = call.args.find((arg) => !isConstant(arg));
    if (variable !== undefined) scope.report(variable.at, "argument-not-constant", `${name}() prepares its arguments when the file is read: write a quoted string here`);
  }
}

/** src/core/sr_module.h: sr_cmd_flags_match. */
function allows(routes: number, route: number): boolean {
  return (routes & route) === route || (route === ROUTE_BITS.event && (routes & route) !== 0);
}
