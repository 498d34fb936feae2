import { span, type SourceFile } from "../../source/index.js";
import type { Word } from "./ast.js";

const WORD = /"((?:[^"\\]|\\.)*)"|[^\s"]+/g;

/** Splits a line as iptables-restore does: blanks separate, double quotes hold together, a backslash escapes in them. */
export function splitWords(file: SourceFile, start: number, line: string): Word[] {
  return [...line.matchAll(WORD)].map((match) => ({
    text: match[1] === undefined ? match[0] : match[1].replace(/\\(.)/g, "$1"),
    at: span(file, start + match.index, start + match.index + match[0].length),
  }));
}

export interface Line {
  readonly text: string;
  readonly start: number;
}

export function linesOf(file: SourceFile): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const text of file.text.split("\n")) {
    lines.push({ text: text.replace(/\r$/, ""), start });
    start += text.length + 1;
  }
  return lines;
}
