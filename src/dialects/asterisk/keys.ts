import { parseAsterisk } from "./parse.js";

/** One section of a file as written, in order. */
export interface SectionKeys {
  readonly section: string;
  /** Copied from, marked as template or appended to: the words between the parentheses, e.g. `["!"]`, `["phone"]`, `["+"]`. */
  readonly options: readonly string[];
  /** The first `type` of the section's own lines; null where it has none. */
  readonly type: string | null;
  /** Name and value of every setting, in order, comments and escapes removed. */
  readonly settings: readonly (readonly [name: string, value: string])[];
}

/**
 * The sections and settings that a text holds, as Asterisk's own parser would see them, for tests that render a file and
 * want to know what it says: `readKeys(text).map(({ section, settings }) => [section, settings.map(([name]) => name)])`.
 * Templates and includes are not resolved. What Asterisk would not take as a section or setting is not there; `problems`
 * of `parseAsterisk` says why.
 */
export function readKeys(text: string): SectionKeys[] {
  const found: { section: string; options: string[]; type: string | null; settings: [string, string][] }[] = [];
  for (const statement of parseAsterisk({ path: "<text>", text }).statements) {
    if (statement.kind === "section") {
      found.push({ section: statement.name.text, options: statement.options.map(({ at }) => at.text), type: null, settings: [] });
    } else if (statement.kind === "setting") {
      const current = found.at(-1);
      if (current === undefined) continue;
      const { name, value } = statement;
      current.settings.push([name.text, value.text]);
      if (name.text.toLowerCase() === "type") current.type ??= value.text;
    }
  }
  return found;
}
