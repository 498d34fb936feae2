import { lineStarts, lineText, positionOf, span, type Diagnostic, type SourceFile, type Span } from "../source/index.js";
import { readIgnoreWords } from "./ignore-words.js";

/** How comments look in a format: what opens one, and where such a character is no comment (a quoted text). */
export interface CommentSyntax {
  readonly openers: readonly string[];
  /** True where the opener at this offset stands inside a value. */
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

const MARK = "ringfence:";

/** Reads all such comments of a text; malformed ones are warnings, and suppress nothing. Linear but for the sorting of places. */
export function readIgnoreComments(file: SourceFile, syntax: CommentSyntax, known: readonly string[]): { comments: readonly IgnoreComment[]; diagnostics: readonly Diagnostic[] } {
  const comments: IgnoreComment[] = [];
  const diagnostics: Diagnostic[] = [];
  const covered = lineCovered(file, syntax);
  for (const { at, wordsStart } of marks(file, syntax)) {
    const read = readIgnoreWords(file.text.slice(wordsStart, at.end), known);
    if ("wrong" in read) {
      diagnostics.push({ level: "warning", code: "suppression-malformed", message: `${read.wrong}; this comment suppresses nothing`, at, hint: read.hint });
      continue;
    }
    const { rules, until, untilOffset, owner, reason } = read;
    const untilAt = span(file, wordsStart + untilOffset, wordsStart + untilOffset + until.length);
    comments.push(...rules.map((rule) => ({ rule, at, until, untilAt, owner, reason, line: covered(at) })));
  }
  return { comments, diagnostics };
}

interface Mark {
  /** The comment, opener included, to the end of its line. */
  readonly at: Span;
  /** Where the words after `ringfence:` begin. */
  readonly wordsStart: number;
}

function marks(file: SourceFile, syntax: CommentSyntax): Mark[] {
  return [...file.text.matchAll(/ringfence:[^\r\n]*/g)].flatMap((match) => {
    const opener = openerBefore(file.text, match.index, syntax.openers);
    if (opener === null || syntax.insideValue(file, opener)) return [];
    return [{ at: span(file, opener, match.index + match[0].trimEnd().length), wordsStart: match.index + MARK.length }];
  });
}

/** Offset of the opener right before a mark, blanks aside; null where the mark is not how the comment begins. */
function openerBefore(text: string, mark: number, openers: readonly string[]): number | null {
  let end = mark;
  while (text[end - 1] === " " || text[end - 1] === "\t") end -= 1;
  const opener = openers.find((each) => text.endsWith(each, end));
  if (opener === undefined) return null;
  const start = end - opener.length;
  return start === 0 || /\s/.test(text[start - 1] ?? "") ? start : null; // `a#b` is a word in YAML and in the engines' formats
}

/** Which line a comment covers. Lines are looked through once, from the last upwards, when the first comment asks. */
function lineCovered(file: SourceFile, { openers }: CommentSyntax): (comment: Span) => number {
  const isBare = (line: string): boolean => line === "" || openers.some((opener) => line.startsWith(opener));
  let contentAt: number[] | null = null;
  const contents = (): number[] => {
    const next: number[] = [];
    for (let line = lineStarts(file).length; line > 0; line -= 1) next[line] = isBare(lineText(file, line).trim()) ? (next[line + 1] ?? line) : line;
    return next;
  };
  return ({ start }) => {
    const own = positionOf(file, start).line;
    contentAt ??= contents();
    return contentAt[own] ?? own;
  };
}
