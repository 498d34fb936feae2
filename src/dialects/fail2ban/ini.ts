import { span, type SourceFile, type Span } from "../../source/index.js";

/** One option as a file writes it, interpolation not yet done. */
export interface Option {
  readonly value: string;
  /** The whole statement, continuation lines among it. */
  readonly at: Span;
}

/** Sections by name, options by name in lower case; the last of one name counts. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, Option>>;

/**
 * Reads what Python's configparser reads for fail2ban: `[section]`, `name = value` or `name: value`, lines that are indented
 * go on with the value, `#` and `;` begin a comment at a line's start and ` ;` within one (configparserinc.py). Never throws.
 */
export function parseIni(file: SourceFile): Ini {
  const sections = new Map<string, Map<string, Option>>();
  let section: Map<string, Option> | null = null;
  let last: { readonly name: string; readonly start: number } | null = null;
  for (const { 0: line, index } of file.text.matchAll(/[^\r\n]+/g)) {
    if (/^\s*[#;]/.test(line) || line.trim() === "") continue;
    const bare = line.replace(/\s;.*$/, "").trimEnd();
    const end = index + bare.length;
    const header = /^\[([^\]]+)\]/.exec(bare);
    if (header !== null) {
      section = sections.get(header[1] ?? "") ?? new Map<string, Option>();
      sections.set(header[1] ?? "", section);
      last = null;
    } else if (section !== null && /^\s/.test(bare) && last !== null) {
      const before = section.get(last.name)?.value ?? "";
      section.set(last.name, { value: `${before}\n${bare.trim()}`, at: span(file, last.start, end) });
    } else {
      const option = /^\s*([^=:]+?)\s*[=:]\s*(.*)$/.exec(bare);
      if (option === null || section === null) continue;
      last = { name: (option[1] ?? "").toLowerCase(), start: index + line.search(/\S/) };
      section.set(last.name, { value: option[2] ?? "", at: span(file, last.start, end) });
    }
  }
  return sections;
}
