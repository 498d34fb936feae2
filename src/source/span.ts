/** A text with the name the user knows it by (a path as given on the command line, or `<stdin>`). */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Half-open range [start, end) of UTF-16 offsets into one file. Lines and columns are derived only when printing. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

export function span(file: SourceFile, start: number, end: number): Span {
  return { file, start, end };
}

/** The place of a file as a whole, for what is absent from it. */
export function wholeFile(file: SourceFile): Span {
  return { file, start: 0, end: 0 };
}

/** Order in which places are shown: by file name, then by offset. */
export function compareSpans(a: Span, b: Span): number {
  if (a.file.path !== b.file.path) return a.file.path < b.file.path ? -1 : 1;
  return a.start - b.start || a.end - b.end;
}
