import { byDefault, hopsOf, isKnown, set, unknown, type AsteriskSystem, type Category, type Fact, type KnownFact, type PjsipModel, type PjsipObject, type Variable } from "../../posture/index.js";
import type { Edit } from "../../finding.js";
import type { Span } from "../../source/index.js";

/** What rules about settings ask of a system's files. Names of sections and options count without regard to case, as in the engine. */

/** Sections of a name that the consumer of a file gets; none where the file was not given or is invalid. */
export function sectionsOf(system: AsteriskSystem, file: string, section: string): readonly Category[] {
  return allSections(system, file).filter(({ name }) => same(name, section));
}

/** Every section of a file but templates. */
export function allSections(system: AsteriskSystem, file: string): readonly Category[] {
  return system.files.get(file)?.categories.filter(({ isTemplate }) => !isTemplate) ?? [];
}

/** The lines of a section that set one of the names, in order. */
export function linesOf(section: Category, ...names: readonly string[]): readonly Variable[] {
  return section.variables.filter(({ name }) => names.some((each) => same(each, name)));
}

/**
 * A setting as the consumer holds it: the last line of that name in the sections of that name.
 * @param standard what holds where nobody wrote it
 * @returns undefined where the file was not given: nothing is known, and nothing missing
 */
export function settingOf(system: AsteriskSystem, file: string, section: string, name: string, standard: string): Fact<string> | undefined {
  const conf = system.files.get(file);
  if (conf === undefined) return undefined;
  const sections = sectionsOf(system, file, section);
  const line = sections.flatMap((each) => linesOf(each, name)).at(-1);
  if (line !== undefined) return factOf(line);
  const at = sections[0]?.at ?? startOf(conf.categories[0]?.at ?? system.at);
  if (!conf.certain) return unknown("a part of the file was not given", at, name);
  return byDefault(standard, at, name, release(system));
}

/** A setting of one system, as somebody or the default decides it. */
export interface Decided {
  readonly system: AsteriskSystem;
  readonly fact: KnownFact<string>;
  /** What an exception names. */
  readonly subject: string;
}

/** The same of every system of which the file was given; nothing where nobody can tell. */
export function settingsOf(systems: readonly AsteriskSystem[], file: string, section: string, name: string, standard: string): readonly Decided[] {
  return systems.flatMap((system) => {
    const fact = settingOf(system, file, section, name, standard);
    return fact === undefined || !isKnown(fact) || system.files.get(file)?.valid === false ? [] : [{ system, fact, subject: pathOf(fact.at, section) }];
  });
}

/** A change of a value that somebody wrote. */
export function rewrite(fact: Fact<string>, text: string): { readonly edits?: readonly Edit[] } {
  return fact.kind === "set" ? { edits: [{ at: fact.at, text }] } : {};
}

/** What a section's line says, or the default. */
export function optionOf(system: AsteriskSystem, section: Category, name: string, standard: string): Fact<string> {
  const line = linesOf(section, name).at(-1);
  return line === undefined ? byDefault(standard, section.at, name, release(system)) : factOf(line);
}

/** An option of a PJSIP object, written or not. */
export function heldOf(system: AsteriskSystem, pjsip: PjsipModel, object: PjsipObject, name: string): Fact<string> {
  const held = object.options.get(name);
  const line = held?.settings.at(-1);
  if (held === undefined || line === undefined) return byDefault(pjsip.defaults[object.type]?.[name]?.default ?? "", object.at, name, release(system));
  return held.certain ? set(held.value, line.at, line.name, hopsOf(line)) : unknown("its value depends on what is not in the files", line.at, line.name);
}

export function factOf(line: Variable): Fact<string> {
  return set(line.value, line.at, line.name, hopsOf(line));
}

/** `Asterisk 22`: who decides where nobody wrote anything. */
export function release({ version }: AsteriskSystem): string {
  return version.kind === "unknown" ? "Asterisk" : `Asterisk ${version.value}`;
}

/** `pjsip.conf[101]` below the folder: what an exception names. */
export function pathOf(at: Span, section: string): string {
  return `${at.file.path}[${section}]`;
}

/** ast_true(): anything else is no. */
export function isTrue(value: string): boolean {
  return /^(?:yes|true|y|t|1|on)$/i.test(value.trim());
}

/** ast_false(). */
export function isFalse(value: string): boolean {
  return /^(?:no|false|n|f|0|off)$/i.test(value.trim());
}

function same(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

function startOf({ file }: Span): Span {
  return { file, start: 0, end: 0 };
}
