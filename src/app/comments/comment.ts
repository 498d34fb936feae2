import type { SourceFile } from "../../source/index.js";

/** One comment from its opener to its end, with the text between; offsets into the file. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly textStart: number;
  readonly textEnd: number;
}

/** Every comment of a file in order, as the engine sees them: what looks like one inside a value is none. Linear in the file. */
export type CommentSyntax = (file: SourceFile) => readonly Comment[];
