import type { OpenCategory } from "./category.js";

/** `TEMPLATES=...` or a pair of regular expressions. */
type Term = { readonly templates: "include" | "restrict" | "other" } | { readonly name: RegExp; readonly value: RegExp };

/** The filter of `[name](+filter)`: decides whether a category of that name is the one to append to. */
export type Filter = (category: OpenCategory) => boolean;

/**
 * Reads a filter as does_category_match() of main/config.c does: terms joined by `&`, each `expression=expression` (POSIX extended)
 * or `TEMPLATES=include|restrict`.
 * @returns null for one that this reader does not understand: quoting, or expressions beyond those that cannot take long
 */
export function readFilter(text: string): Filter | null {
  if (text === "") return (category) => !category.isTemplate;
  if (/["'\\]/.test(text)) return null;
  const terms: Term[] = [];
  for (const piece of text.split("&")) {
    const [name = "", value] = piece.split("=").map((part) => part.trim());
    if (value === undefined) return () => false;
    const term = readTerm(name, value);
    if (term === null) return null;
    terms.push(term);
  }
  return (category) => matches(category, terms);
}

function readTerm(name: string, value: string): Term | null {
  if (name === "TEMPLATES") {
    const word = value.toLowerCase();
    return { templates: word === "include" || word === "restrict" ? word : "other" };
  }
  const nameExpression = expression(name);
  const valueExpression = expression(value);
  return nameExpression === null || valueExpression === null ? null : { name: nameExpression, value: valueExpression };
}

function matches(category: OpenCategory, terms: readonly Term[]): boolean {
  let templateAllowed = false;
  for (const term of terms) {
    if ("templates" in term) {
      if (term.templates === "other" || (term.templates === "restrict" && !category.isTemplate)) return false;
      templateAllowed = true;
    } else if (!category.variables.some(({ name, value }) => term.name.test(name) && term.value.test(value))) return false;
  }
  return !category.isTemplate || templateAllowed;
}

/** Extended expressions without intervals, classes and back references, with one repetition at most. */
function expression(source: string): RegExp | null {
  const plain = source.replace(/\[\^?\]?[^\][]*\]/g, "x");
  const repetitions = plain.match(/[*+?]/g)?.length ?? 0;
  if (/[\\{}[\]]|\)[*+?]|^[*+?]|[(|^][*+?]/.test(plain) || repetitions > 1 || source.length > 200) return null;
  try {
    return new RegExp(source.replace(/\[(\^?)\]/g, "[$1\\]"), "s");
  } catch {
    return null;
  }
}
