import type { LogicalLine } from "./logical-line.js";
import type { Directive, Problem, Section, SectionOption, Statement, Word } from "./tree.js";

/**
 * Reads one line, free of comments and blanks around it, as process_text_line() of main/config.c does.
 * @param from first character that counts
 * @param to behind the last
 */
export function parseStatement(line: LogicalLine, from: number, to: number): Statement {
  const first = line.text[from];
  if (first === "[") return parseSection(line, from, to);
  if (first === "#") return parseDirective(line, from, to);
  return parseSetting(line, from, to);
}

/** ast_strip(): everything up to the blank, control characters included. */
export function trim(text: string, from: number, to: number): [from: number, to: number] {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) < 33) start += 1;
  while (end > start && text.charCodeAt(end - 1) < 33) end -= 1;
  return [start, end];
}

function unreadable(code: string, effect: Problem["effect"], message: string, at: Word): Statement {
  return { kind: "unreadable", problem: { code, effect, message, at } };
}

function parseSection(line: LogicalLine, from: number, to: number): Statement {
  const close = line.text.indexOf("]", from);
  if (close < 0 || close >= to) {
    return unreadable("section-not-closed", "file-invalid", "a section's name has no closing `]`", line.word(from, to));
  }
  const name = line.word(from + 1, close);
  if (line.text[close + 1] !== "(" || close + 1 >= to) return { kind: "section", name, options: [] };
  const end = line.text.indexOf(")", close + 2);
  if (end < 0 || end >= to) {
    return unreadable("section-options-not-closed", "file-invalid", "a section's options have no closing `)`", line.word(from, to));
  }
  return { kind: "section", name, options: parseOptions(line, close + 2, end) };
}

function parseOptions(line: LogicalLine, from: number, to: number): SectionOption[] {
  const options: SectionOption[] = [];
  for (let start = from; start <= to; ) {
    const comma = line.text.indexOf(",", start);
    const end = comma < 0 || comma > to ? to : comma;
    const at = line.word(start, end);
    if (at.text === "!") options.push({ kind: "template", at });
    else if (at.text.startsWith("+")) options.push({ kind: "append", filter: at.text.slice(1), at });
    else options.push({ kind: "inherit", name: at.text, at });
    start = end + 1;
  }
  return options;
}

/** What Asterisk drops of `[name] (template)`: text between the bracket and the end of the line that is no option list. */
export function textAfterSection(line: LogicalLine, section: Section, from: number, to: number): Word | null {
  const behind = line.text.indexOf("]", from) + 1;
  if (section.options.length > 0 || behind >= to) return null;
  return line.word(...trim(line.text, behind, to));
}

function parseDirective(line: LogicalLine, from: number, to: number): Directive {
  const { text } = line;
  let end = from + 1;
  while (end < to && text.charCodeAt(end) > 32 && text.charCodeAt(end) < 0x80) end += 1;
  const word = line.word(from + 1, end);
  const verb = (["include", "tryinclude", "exec"] as const).find((known) => known === word.text.toLowerCase()) ?? "unknown";
  const [start, stop] = trim(text, Math.min(end + 1, to), to);
  return { kind: "directive", word, verb, argument: start < stop ? line.word(...unquoted(text, start, stop)) : null };
}

/** Quotes go only where both are there; `"` closes `"`, `>` closes `<`. */
function unquoted(text: string, from: number, to: number): [from: number, to: number] {
  const closing = text[from] === "<" ? ">" : text[from] === '"' ? '"' : null;
  if (closing === null || text[to - 1] !== closing) return [from, to];
  return [from + 1, Math.max(from + 1, to - 1)];
}

function parseSetting(line: LogicalLine, from: number, to: number): Statement {
  const { text } = line;
  const escaped = text[from] === "\\";
  const start = escaped ? from + 1 : from;
  // The engine compares a signed char: beyond ASCII it is below the blank as well (x86).
  const next = text.charCodeAt(start);
  if (escaped && (start >= to || next < 33 || next >= 0x80)) {
    return unreadable("invalid-escape", "file-invalid", "a line begins with a backslash that escapes nothing", line.word(from, to));
  }
  const seek = escaped ? start + 1 : start;
  const equals = text.indexOf("=", seek);
  if (equals < 0 || equals >= to) return unreadable("no-equals-sign", "warn", "the line has no `=`", line.word(from, to));
  const appends = equals > seek && text[equals - 1] === "+";
  const name = line.word(...trim(text, start, appends ? equals - 1 : equals));
  if (name.text === "") return unreadable("no-name", "warn", "there is no name before the `=`", line.word(from, to));
  if (appends) return { kind: "setting", operator: "+=", name, value: line.word(equals + 1, to) };
  const arrow = text[equals + 1] === ">" && equals + 1 < to;
  const value = line.word(...trim(text, equals + (arrow ? 2 : 1), to));
  return { kind: "setting", operator: arrow ? "=>" : "=", name, value };
}
