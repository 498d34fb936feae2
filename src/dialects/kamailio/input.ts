import { span, type SourceFile, type Span } from "../../source/index.js";
import type { Problem } from "./ast.js";

/** One text being read: a file, or the value of a define standing in for its name. */
export interface Input {
  readonly file: SourceFile;
  readonly text: string;
  at: number;
  /** Where the define was used; null for a file. */
  readonly use: Span | null;
  readonly via: readonly Span[];
  /** Names being expanded, so that `#!define A A` ends. */
  readonly names: readonly string[];
}

/** Where a piece of an input stands for the reader of the file: text out of a define stands where the define is used. */
export function place(input: Input, start: number, end: number): Span {
  return input.use ?? span(input.file, start, Math.max(start, end));
}

export type ReportProblem = (at: Span, effect: Problem["effect"], code: string, message: string) => void;
