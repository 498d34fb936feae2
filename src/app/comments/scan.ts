import type { Comment, CommentSyntax } from "./comment.js";

export interface Lexis {
  /** What opens a comment that ends with its line. */
  readonly line: readonly string[];
  readonly block: boolean;
  /** Characters that open and close a quoted text. */
  readonly quotes: string;
  /** A quoted text may go on over lines; else its line's end closes it. */
  readonly longQuotes: boolean;
  /** An opener in the middle of a word is a part of the word. */
  readonly apart: boolean;
  /** What is no comment although it opens like one, where it stands (sticky). */
  readonly not: RegExp | null;
}

/** Comments by their signs, quoted texts left out: one pass. */
export function scanning(lexis: Lexis): CommentSyntax {
  return ({ text }) => {
    const comments: Comment[] = [];
    for (let at = 0; at < text.length; ) {
      const comment = commentAt(text, at, lexis);
      if (comment !== null) comments.push(comment);
      at = comment?.end ?? afterPlain(text, at, lexis);
    }
    return comments;
  };
}

function commentAt(text: string, at: number, { line, block, apart, not }: Lexis): Comment | null {
  if (block && text.startsWith("/*", at)) {
    const close = text.indexOf("*/", at + 2);
    const end = close < 0 ? text.length : close + 2;
    return { start: at, end, textStart: at + 2, textEnd: close < 0 ? text.length : close };
  }
  const opener = line.find((each) => text.startsWith(each, at));
  if (opener === undefined || matchEnd(not, text, at) > at) return null;
  if (apart && at > 0 && !/\s/.test(text[at - 1] ?? "")) return null;
  const end = lineEnd(text, at);
  return { start: at, end, textStart: at + opener.length, textEnd: end };
}

/** The offset after a quoted text, after what only looks like a comment, or after one character. */
function afterPlain(text: string, at: number, { quotes, longQuotes, not }: Lexis): number {
  const skipped = matchEnd(not, text, at);
  if (skipped > at) return skipped;
  const quote = text[at] ?? "";
  if (!quotes.includes(quote)) return at + 1;
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === "\\" && quote === '"') index += 1;
    else if (text[index] === quote) return index + 1;
    else if (text[index] === "\n" && !longQuotes) return index;
  }
  return text.length;
}

function matchEnd(pattern: RegExp | null, text: string, at: number): number {
  if (pattern === null) return at;
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

export function lineEnd(text: string, at: number): number {
  const found = text.slice(at, at + 4096).search(/[\r\n]/);
  if (found >= 0) return at + found;
  const breaks = /[\r\n]/g;
  breaks.lastIndex = at;
  return breaks.exec(text)?.index ?? text.length;
}

/** Comments that have a line to themselves: one of these characters opens it, blanks aside. */
export function wholeLines(openers: string): CommentSyntax {
  return ({ text }) =>
    [...text.matchAll(/^[ \t]*([^\s])[^\r\n]*/gm)].filter(([, first = ""]) => openers.includes(first)).map(({ index, 0: line, 1: first = "" }) => {
      const start = index + line.indexOf(first);
      return { start, end: index + line.length, textStart: start + 1, textEnd: index + line.length };
    });
}
