import { byDefault, set, unknown, type Fact, type KamailioSystem, type ModuleParameter } from "../../posture/index.js";

/** What rules about modules ask of a kamailio.cfg. */

export function isLoaded(system: KamailioSystem, ...modules: readonly string[]): boolean {
  return system.modules.some(({ name }) => modules.includes(name));
}

/** The lines that set a parameter, in order. */
export function parametersOf(system: KamailioSystem, module: string, name: string): readonly ModuleParameter[] {
  return system.parameters.filter((parameter) => parameter.module === module && parameter.name === name);
}

/**
 * A parameter as the module holds it: the last line counts.
 * @param standard what holds where nobody wrote it
 * @returns undefined where the module is not loaded
 */
export function parameterOf(system: KamailioSystem, module: string, name: string, standard: string | number): Fact<string | number> | undefined {
  const loaded = system.modules.find((each) => each.name === module);
  if (loaded === undefined) return undefined;
  const line = parametersOf(system, module, name).at(-1);
  if (line === undefined) return system.complete ? byDefault(standard, loaded.at, name, release(system)) : unknown("a part of the configuration was not given", loaded.at, name);
  if (line.value === null) return unknown("only the running system knows it", line.valueAt, name);
  return set(line.value, line.valueAt, name, line.via);
}

/** `Kamailio 6.0`: who decides where nobody wrote anything. */
export function release({ version }: KamailioSystem): string {
  return version.kind === "unknown" ? "Kamailio" : `Kamailio ${version.value}`;
}
