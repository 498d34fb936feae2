import { byDefault, type Fact } from "../../../posture/index.js";
import { type Category, lowered, type Variable } from "../category.js";
import { setBy } from "../lower/facts.js";

/** How the accounts of one file take their options. */
export interface OptionRules {
  /** What holds where nobody wrote anything. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Options that [general] sets for all accounts. */
  readonly general: readonly string[];
  /** Former names and what they are called today. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** Reads [general] once for all accounts of a file. */
export function generalOptions(general: readonly Category[], rules: OptionRules): Map<string, Fact<string>> {
  const options = new Map<string, Fact<string>>();
  for (const line of general.flatMap(({ variables }) => variables)) {
    const name = todays(line, rules);
    if (rules.general.includes(name)) options.set(name, setBy(line.value, line));
  }
  return options;
}

/** Options of an account as it holds them. */
export function optionsOf(section: Category, general: ReadonlyMap<string, Fact<string>>, rules: OptionRules, by: string): Map<string, Fact<string>> {
  const options = new Map<string, Fact<string>>();
  for (const [name, value] of Object.entries(rules.defaults)) options.set(name, byDefault(value, section.at, name, by));
  for (const [name, fact] of general) options.set(name, fact);
  for (const line of section.variables) options.set(todays(line, rules), setBy(line.value, line));
  return options;
}

function todays({ name }: Variable, { aliases }: OptionRules): string {
  const lower = lowered(name);
  return Object.hasOwn(aliases, lower) ? (aliases[lower] ?? lower) : lower;
}

/** Sections of one name are not merged: a later one begins anew. */
export function sectionsBut(categories: readonly Category[], ...names: readonly string[]): Category[] {
  return categories.filter(({ isTemplate, name }) => !isTemplate && !names.includes(lowered(name)));
}
