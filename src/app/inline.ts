import { lineStarts, positionOf, span, type Diagnostic, type SourceFile, type Span } from "../source/index.js";
import { isIsoDate } from "../rules/dates.js";
import { closest } from "../source/closest.js";

/** How comments look in a format: what opens one, and where such a character is no comment (a quoted text). */
export interface CommentSyntax {
  readonly openers: readonly string[];
  /** True where the opener at this offset stands inside a value. Called for marked comments only, so it may be costly. */
  readonly insideValue: (file: SourceFile, offset: number) => boolean;
}

/** One `ringfence: ignore …` comment for one rule. */
export interface IgnoreComment {
  readonly rule: string;
  readonly at: Span;
  readonly until: string;
  readonly untilAt: Span;
  /** Empty where the comment names none. */
  readonly owner: string;
  readonly reason: string;
  /** 1-based line whose findings it covers: its own, or the next with content where it stands alone. */
  readonly line: number;
}

const FORM = "ignore RULE until YYYY-MM-DD [owner NAME] reason WHY";

/** Reads all such comments of a text; malformed ones are warnings, and suppress nothing. */
export function readIgnoreComments(file: SourceFile, syntax: CommentSyntax, known: readonly string[]): { comments: readonly IgnoreComment[]; diagnostics: readonly Diagnostic[] } {
  const comments: IgnoreComment[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const mark of marks(file, syntax)) {
    const read = parse(file, mark, known);
    if ("code" in read) diagnostics.push(read);
    else comments.push(...read.rules.map((rule) => ({ ...read, rule, at: mark.at, line: lineCovered(file, mark, syntax) })));
  }
  return { comments, diagnostics };
}

interface Mark {
  /** The comment, opener included, to the end of its line. */
  readonly at: Span;
  /** What follows `ringfence:`, and where. */
  readonly body: string;
  readonly bodyStart: number;
}

function marks(file: SourceFile, syntax: CommentSyntax): Mark[] {
  const found: Mark[] = [];
  for (const match of file.text.matchAll(/ringfence:([^\r\n]*)/g)) {
    const opener = openerBefore(file, match.index, syntax.openers);
    if (opener === null || syntax.insideValue(file, opener)) continue;
    const end = match.index + match[0].trimEnd().length;
    found.push({ at: span(file, opener, end), body: match[1] ?? "", bodyStart: match.index + "ringfence:".length });
  }
  return found;
}

/** Offset of the opener right before a mark, blanks aside; null where the mark is not how the comment begins. */
function openerBefore(file: SourceFile, offset: number, openers: readonly string[]): number | null {
  const line = file.text.slice(lineStarts(file)[positionOf(file, offset).line - 1] ?? 0, offset).trimEnd();
  const opener = openers.find((each) => line.endsWith(each));
  if (opener === undefined) return null;
  const start = line.length - opener.length;
  if (start > 0 && !/\s/.test(line[start - 1] ?? "")) return null; // `a#b` is a word in YAML and in the engines' formats
  return (lineStarts(file)[positionOf(file, offset).line - 1] ?? 0) + start;
}

type Parsed = Omit<IgnoreComment, "rule" | "at" | "line"> & { readonly rules: readonly string[] };

function parse(file: SourceFile, { at, body, bodyStart }: Mark, known: readonly string[]): Parsed | Diagnostic {
  const wrong = (message: string, hint = `write \`ringfence: ${FORM}\``): Diagnostic => ({ level: "warning", code: "suppression-malformed", message: `${message}; this comment suppresses nothing`, at, hint });
  const match = /^\s*ignore\s+(?<rules>\S+(?:\s*,\s*\S+)*?)(?:\s+until(?:\s+(?<until>\S+))?)?(?:\s+owner\s+(?<owner>\S+))?(?:\s+reason:?(?:\s+(?<reason>.*\S))?)?\s*$/.exec(body);
  if (match?.groups === undefined) return wrong(/^\s*ignore\b/.test(body) ? "the words after ignore are not understood" : "a ringfence comment can only ignore a rule");
  const { rules = "", until, owner = "", reason } = match.groups;
  const ids = rules.split(",").map((id) => id.trim()).filter((id) => id !== "");
  const stranger = ids.find((id) => !known.includes(id));
  if (stranger !== undefined) {
    const meant = closest(stranger, known);
    return wrong(`no rule is called ${stranger}`, meant === null ? "`ringfence explain` lists the rules" : `did you mean ${meant}?`);
  }
  if (until === undefined) return wrong("an end date is missing");
  if (!isIsoDate(until)) return wrong(`${until} is not a date`, "write the last day as YYYY-MM-DD");
  if (reason === undefined) return wrong("a reason is missing");
  const untilStart = bodyStart + body.indexOf(until, body.indexOf(" until"));
  return { rules: ids, until, untilAt: span(file, untilStart, untilStart + until.length), owner, reason };
}

function lineCovered(file: SourceFile, { at }: Mark, { openers }: CommentSyntax): number {
  const starts = lineStarts(file);
  const own = positionOf(file, at.start).line;
  const text = (line: number): string => file.text.slice(starts[line - 1] ?? 0, starts[line] ?? file.text.length).trim();
  if (!openers.some((opener) => text(own).startsWith(opener))) return own;
  let line = own + 1;
  while (line < starts.length && (text(line) === "" || openers.some((opener) => text(line).startsWith(opener)))) line += 1;
  return line;
}
