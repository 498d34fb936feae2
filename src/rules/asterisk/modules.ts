import type { AsteriskSystem } from "../../posture/index.js";
import { allSections, isTrue, linesOf, sectionsOf } from "./settings.js";

/** `res_pjsip` and `res_pjsip.so` are the same to the loader. */
function bare(module: string): string {
  return module.trim().replace(/\.so$/, "");
}

function named(system: AsteriskSystem, ...verbs: readonly string[]): ReadonlySet<string> {
  return new Set(sectionsOf(system, "modules.conf", "modules").flatMap((section) => linesOf(section, ...verbs)).map(({ value }) => bare(value)));
}

/** Certainly not loaded: modules.conf was given, and says so. Without `autoload` only what is named is loaded, and what that requires. */
export function isModuleOff(system: AsteriskSystem, module: string): boolean {
  if (system.files.get("modules.conf")?.certain !== true) return false;
  if (named(system, "noload").has(module)) return true;
  return !loadsAll(system) && !isNamed(system, module);
}

/** A line of modules.conf asks for it. */
export function isNamed(system: AsteriskSystem, module: string): boolean {
  return named(system, "load", "preload", "require", "preload-require").has(module);
}

/** `autoload`: every module there is. Without a modules.conf Asterisk does not start, without the line nothing is loaded by itself. */
export function loadsAll(system: AsteriskSystem): boolean {
  const lines = allSections(system, "modules.conf").filter(({ name }) => name === "modules").flatMap((section) => linesOf(section, "autoload"));
  return lines.some(({ value }) => isTrue(value));
}
