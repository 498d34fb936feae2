import { lineStarts, positionOf, span, type Diagnostic, type SourceFile, type Span } from "../source/index.js";
import type { Comment, CommentSyntax } from "./comments/index.js";
import { isIsoDate } from "../rules/dates.js";
import { closest } from "../source/closest.js";

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

/** Reads all such comments of a text; malformed ones are warnings, and suppress nothing. Linear in the text. */
export function readIgnoreComments(file: SourceFile, syntax: CommentSyntax, known: readonly string[]): { comments: readonly IgnoreComment[]; diagnostics: readonly Diagnostic[] } {
  const comments: IgnoreComment[] = [];
  const diagnostics: Diagnostic[] = [];
  if (!file.text.includes(MARK)) return { comments, diagnostics };
  const all = syntax(file);
  const lineCovered = linesCovered(file, all);
  for (const mark of all.flatMap((comment) => marksIn(file, comment))) {
    const read = parse(file, mark, known);
    if ("code" in read) diagnostics.push(read);
    else comments.push(...read.rules.map((rule) => ({ ...read, rule, at: mark.at, line: lineCovered(positionOf(file, mark.at.start).line) })));
  }
  return { comments, diagnostics };
}

const MARK = "ringfence:";

interface Mark {
  /** The comment, opener included, to the end of its line. */
  readonly at: Span;
  /** What follows `ringfence:`, and where. */
  readonly body: string;
  readonly bodyStart: number;
}

/** A mark begins a comment, or a line of a longer one; in the middle of a sentence it is talk about marks. */
function marksIn(file: SourceFile, { start, textStart, textEnd }: Comment): Mark[] {
  const text = file.text.slice(textStart, textEnd);
  return [...text.matchAll(/(^|[\r\n])([ \t*#;/-]*)ringfence:([^\r\n]*)/g)].map((match) => {
    const [whole, lineBreak, before = "", body = ""] = match;
    const bodyStart = textStart + match.index + whole.length - body.length;
    const opens = lineBreak === "" ? start : bodyStart - MARK.length - (/[^\r\n]*$/.exec(before)?.[0].trimStart().length ?? 0);
    return { at: span(file, opens, bodyStart + body.trimEnd().length), body, bodyStart };
  });
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

/** Which line a comment on the given line speaks of: this one if there is more than comments on it, else the next such one. */
function linesCovered(file: SourceFile, comments: readonly Comment[]): (line: number) => number {
  const starts = lineStarts(file);
  const covered: number[] = [];
  const filled = linesWithContent(file, comments);
  for (let line = starts.length, next = line + 1; line >= 1; line -= 1) covered[line] = next = filled[line] === true ? line : next;
  return (line) => covered[line] ?? line;
}

function linesWithContent(file: SourceFile, comments: readonly Comment[]): readonly boolean[] {
  const starts = lineStarts(file);
  const filled: boolean[] = [];
  let next = 0;
  let from = 0;
  for (let line = 1; line <= starts.length; line += 1) {
    const end = starts[line] ?? file.text.length;
    from = Math.max(from, starts[line - 1] ?? 0);
    let content = "";
    for (let comment = comments[next]; comment !== undefined && comment.start < end; comment = comments[++next]) {
      content += file.text.slice(from, Math.max(from, comment.start));
      from = Math.max(from, comment.end);
    }
    filled[line] = (content + file.text.slice(from, end)).trim() !== "";
  }
  return filled;
}
