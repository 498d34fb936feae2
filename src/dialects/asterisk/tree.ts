import type { AsteriskProblem, Word } from "../../posture/index.js";
import type { SourceFile, Span } from "../../source/index.js";

export type { Effect, Word } from "../../posture/index.js";
export type Problem = AsteriskProblem;

/** One entry between the parentheses after a section's name. */
export type SectionOption =
  | { readonly kind: "template"; readonly at: Word }
  /** `+`, with the filter that follows it or an empty one. */
  | { readonly kind: "append"; readonly filter: string; readonly at: Word }
  /** A name to copy from. It is not trimmed, and the empty name means the first section of all. */
  | { readonly kind: "inherit"; readonly name: string; readonly at: Word };

export interface Section {
  readonly kind: "section";
  readonly name: Word;
  readonly options: readonly SectionOption[];
}

/** `name = value`. With `+=` the value keeps its leading blanks, for the engine appends them too. */
export interface Setting {
  readonly kind: "setting";
  readonly operator: "=" | "=>" | "+=";
  readonly name: Word;
  readonly value: Word;
}

export interface Directive {
  readonly kind: "directive";
  /** As written, without the `#`. */
  readonly word: Word;
  readonly verb: "include" | "tryinclude" | "exec" | "unknown";
  /** Without the quotes or angle brackets around it; null where it is absent. */
  readonly argument: Word | null;
}

/** A line that the engine warns about and passes over, or that ends the reading of its file. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly problem: Problem;
}

export type Statement = Section | Setting | Directive | Unreadable;

/** One file as written, before templates and includes are resolved. */
export interface AsteriskFile {
  readonly file: SourceFile;
  readonly statements: readonly Statement[];
  /** Every comment with its marks; a block comment over several lines is one span per line. */
  readonly comments: readonly Span[];
  readonly problems: readonly Problem[];
  /** Block comments still open at the end. Negative after a `--;` that closes nothing: the rest of the file was a comment. */
  readonly openComments: number;
}

/** The words of a statement that a reader should look at. */
export function placeOf(statement: Statement): Span {
  switch (statement.kind) {
    case "section":
    case "setting":
      return statement.name;
    case "directive":
      return statement.word;
    case "unreadable":
      return statement.problem.at;
  }
}
