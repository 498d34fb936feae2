import { type Audience, byDefault, type Fact, set } from "../../../posture/index.js";
import type { Span } from "../../../source/index.js";
import { type Category, hopsOf, type Loaded, sameCase, type Variable } from "../category.js";
import type { PjsipObject } from "../pjsip/objects.js";
import { TABLES } from "../pjsip/tables.js";

/** A fact that a line states. */
export function setBy<T>(value: T, variable: Variable): Fact<T> {
  return set(value, variable.at, variable.name, hopsOf(variable));
}

/** What an object's option says, or its default; the object's section is where a default is missing from. */
export function optionFact<T>(object: PjsipObject, name: string, by: string, turn: (value: string) => T): Fact<T> {
  const held = object.options.get(name);
  const line = held?.settings.at(-1);
  if (held !== undefined && line !== undefined) return setBy(turn(held.value), line);
  return byDefault(turn(TABLES[object.type]?.[name]?.default ?? ""), object.at, name, by);
}

/** The value that an option has, written or not. */
export function optionValue(object: PjsipObject, name: string): string {
  return object.options.get(name)?.value ?? TABLES[object.type]?.[name]?.default ?? "";
}

/** Settings of the sections of one name; the last line counts (consumers that walk a section) or the first (ast_variable_retrieve). */
export function settingOf(categories: readonly Category[], name: string, which: "first" | "last" = "last"): Variable | null {
  const found = categories.flatMap(({ variables }) => variables).filter((variable) => sameCase(variable.name, name));
  return (which === "first" ? found[0] : found.at(-1)) ?? null;
}

export function sectionsOf(loaded: Loaded, name: string): Category[] {
  return loaded.categories.filter((category) => !category.isTemplate && sameCase(category.name, name));
}

export const ONLY_LOCAL: Audience = { world: false, sources: ["localhost"], roles: ["localhost"] };
export const EVERYBODY: Audience = { world: true, sources: [], roles: [] };

export function narrowed(sources: readonly string[]): Audience {
  const local = sources.length > 0 && sources.every((source) => source.startsWith("127.") || source === "::1/128");
  return { world: false, sources, roles: local ? ["localhost"] : ["unknown"] };
}

/** Where an object stands: the file as it was given, and the section. */
export function pathOf(at: Span, section: string): string {
  return `${at.file.path}[${section}]`;
}
