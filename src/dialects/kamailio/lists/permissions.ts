import { span, type SourceFile, type Span } from "../../../source/index.js";
import type { Problem } from "../ast.js";
import type { Column, List } from "./columns.js";

/** Expressions of one side of a rule; `ALL` is an empty list without exceptions. */
export interface PermissionSide {
  readonly at: Span;
  readonly all: boolean;
  readonly expressions: readonly Column<string>[];
  readonly exceptions: readonly Column<string>[];
}

/** `from : uri` of a permissions.allow or permissions.deny: regular expressions, or ALL, with EXCEPT. */
export interface PermissionRule {
  readonly at: Span;
  readonly left: PermissionSide;
  readonly right: PermissionSide;
}

/** Longer lines and expressions are refused (permissions, rule.h: LINE_LENGTH, EXPRESSION_LENGTH). */
const LONGEST_LINE = 499;
const LONGEST_EXPRESSION = 255;

/**
 * Reads the rules of allow_routing(), allow_register() and allow_uri() (permissions, parse_config.c). A line that cannot be read is left
 * out, and the rest counts. Never throws.
 */
export function readPermissions(file: SourceFile): List<PermissionRule> {
  const entries: PermissionRule[] = [];
  const problems: Problem[] = [];
  for (const match of file.text.matchAll(/[^\n]+/g)) {
    const line = span(file, match.index, match.index + match[0].length);
    const { end, colon } = signsOf(file.text, line);
    if (file.text.slice(line.start, end).trim() === "") continue;
    const sides = colon === null || colon <= line.start || colon + 1 >= end || match[0].length > LONGEST_LINE ? null : [sideOf(file, line.start, colon), sideOf(file, colon + 1, end)];
    const [left, right] = sides ?? [];
    if (left === undefined || right === undefined || left === null || right === null) problems.push({ at: line, effect: "silent", code: "rule-invalid", message: "this line is no rule and is left out: a list, a colon, a list" });
    else entries.push({ at: line, left, right });
  }
  return { entries, problems };
}

/** Where the rule ends, and its last colon outside of quotes. */
function signsOf(text: string, line: Span): { readonly end: number; readonly colon: number | null } {
  let quoted = false;
  let colon: number | null = null;
  for (let at = line.start; at < line.end; at += 1) {
    const sign = text[at];
    if (sign === '"') quoted = !quoted;
    else if (sign === "#" && !quoted) return { end: at, colon };
    else if (sign === ":" && !quoted) colon = at;
  }
  return { end: line.end, colon };
}

function sideOf(file: SourceFile, start: number, end: number): PermissionSide | null {
  const except = file.text.slice(start, end).indexOf(" EXCEPT ");
  const middle = except < 0 ? end : start + except;
  const exceptions = except < 0 ? [] : expressionsOf(file, middle + " EXCEPT ".length, end);
  const at = span(file, start, end);
  if (exceptions === null) return null;
  if (file.text.slice(start, middle).trim() === "ALL") return { at, all: true, expressions: [], exceptions };
  const expressions = expressionsOf(file, start, middle);
  return expressions === null ? null : { at, all: false, expressions, exceptions };
}

/** `"^sip:.*@example\.org$", "…"`: parted by commas outside of quotes; null where one is empty or too long. */
function expressionsOf(file: SourceFile, start: number, end: number): Column<string>[] | null {
  const found: Column<string>[] = [];
  let quoted = false;
  let from = start;
  for (let at = start; at <= end; at += 1) {
    const sign = at === end ? "," : file.text[at];
    if (sign === '"') quoted = !quoted;
    if (at < end && (sign !== "," || quoted)) continue;
    const column = trimmed(file, from, at);
    if (column.value === "" || column.value.length > LONGEST_EXPRESSION) return null;
    found.push(column);
    from = at + 1;
  }
  return found;
}

/** Without blanks around it and one pair of quotes. */
function trimmed(file: SourceFile, start: number, end: number): Column<string> {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(file.text[from] ?? "")) from += 1;
  while (to > from && /\s/.test(file.text[to - 1] ?? "")) to -= 1;
  if (from < to && file.text[from] === '"') from += 1;
  if (to > from && file.text[to - 1] === '"') to -= 1;
  return { value: file.text.slice(from, to), at: span(file, from, to) };
}
