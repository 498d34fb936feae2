import { span, type SourceFile, type Span } from "../../source/index.js";

/** `key = value` of one section. */
export interface RtpengineEntry {
  readonly at: Span;
  readonly key: string;
  readonly keyAt: Span;
  /** As written behind the sign and its blanks: a comment sign there is part of it. */
  readonly value: string;
  readonly valueAt: Span;
}

/** `[name]`; sections of one name are one. */
export interface RtpengineSection {
  readonly name: string;
  /** Where it is named first. */
  readonly at: Span;
  /** In the order written; of a key that stands twice the last counts. */
  readonly entries: readonly RtpengineEntry[];
}

export interface RtpengineProblem {
  readonly at: Span;
  /** `fatal`: rtpengine refuses the whole file and does not start. `silent`: it starts, and the text does not do what it seems to. */
  readonly effect: "fatal" | "silent";
  readonly code: string;
  readonly message: string;
}

export interface RtpengineFile {
  readonly sections: readonly RtpengineSection[];
  readonly problems: readonly RtpengineProblem[];
}

type Open = { readonly name: string; readonly at: Span; readonly entries: RtpengineEntry[] };

/**
 * Reads an rtpengine.conf. rtpengine reads it as GLib reads key files (lib/auxlib.c: config_load; gkeyfile.c): `#` begins a comment at the start
 * of a line alone, `;` never does, and one line that is neither section nor `key = value` refuses the file. Sections inherit nothing from each
 * other; rtpengine takes the one that --config-section names, `rtpengine` by default, and those that it refers to. Never throws.
 */
export function parseRtpengine(file: SourceFile): RtpengineFile {
  const sections = new Map<string, Open>();
  const problems: RtpengineProblem[] = [];
  let current: Open | null = null;
  for (const line of linesOf(file)) {
    const text = file.text.slice(line.start, line.end);
    const report = (effect: RtpengineProblem["effect"], code: string, message: string): void => void problems.push({ at: line, effect, code, message });
    if (text === "" || text.startsWith("#")) continue;
    const name = /^\[([^[\]]+)\]\s*$/.exec(text)?.[1];
    if (name !== undefined) {
      current = sections.get(name) ?? { name, at: line, entries: [] };
      sections.set(name, current);
      continue;
    }
    const entry = entryOf(file, line, text);
    if (entry === null) report("fatal", "line-invalid", text.startsWith(";") ? "a comment begins with #, not with ;" : "this is no section, no key = value and no comment");
    else if (current === null) report("fatal", "key-without-section", "a key stands before the first [section]");
    else {
      if (current.entries.some(({ key }) => key === entry.key)) report("silent", "key-twice", `${entry.key} stands in [${current.name}] already; the last one counts`);
      if (entry.key.startsWith(";")) report("silent", "comment-sign", "; begins no comment: this is a key that nobody reads");
      if (/[ \t]#/.test(entry.value)) report("silent", "comment-in-value", "a comment behind a value is part of the value");
      current.entries.push(entry);
    }
  }
  return { sections: [...sections.values()], problems };
}

/** Each line without the blanks before it and without its end. */
function linesOf(file: SourceFile): Span[] {
  return [...file.text.matchAll(/[^\n]+/g)].map((match) => {
    const text = match[0].replace(/\r$/, "");
    return span(file, match.index + blanksBefore(text), match.index + text.length);
  });
}

/** ASCII blanks alone (g_ascii_isspace): a byte order mark is none, and refuses the file. */
function blanksBefore(text: string): number {
  return /^[ \t\v\f\r]*/.exec(text)?.[0].length ?? 0;
}

function entryOf(file: SourceFile, line: Span, text: string): RtpengineEntry | null {
  const sign = text.indexOf("=");
  const key = text.slice(0, Math.max(0, sign)).replace(/[ \t\v\f\r]+$/, "");
  if (sign < 0 || key === "" || /[[\]]/.test(key.replace(/\[[\w@.-]+\]$/, ""))) return null;
  const behind = text.slice(sign + 1);
  const start = line.start + sign + 1 + blanksBefore(behind);
  return { at: line, key, keyAt: span(file, line.start, line.start + key.length), value: file.text.slice(start, line.end), valueAt: span(file, start, Math.max(start, line.end)) };
}
