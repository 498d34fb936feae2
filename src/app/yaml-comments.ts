import { parseEvents, YAMLException } from "js-yaml";
import type { SourceFile } from "../source/index.js";
import type { CommentSyntax } from "./inline.js";

/** Comments of a policy. A `#` inside a quoted or a block text is no comment: a display name must not switch off a rule. */
export const YAML_COMMENTS: CommentSyntax = {
  openers: ["#"],
  insideValue: (file, offset) => scalars(file).some(([start, end]) => start <= offset && offset < end),
};

const known = new WeakMap<SourceFile, readonly (readonly [start: number, end: number])[]>();

/** Ranges of all values. A text that is no YAML has one value, itself: nothing in it suppresses anything. */
function scalars(file: SourceFile): readonly (readonly [number, number])[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const ranges = readScalars(file.text);
  known.set(file, ranges);
  return ranges;
}

function readScalars(text: string): readonly (readonly [number, number])[] {
  try {
    return parseEvents(text, {}).flatMap((event) => ("valueStart" in event && event.valueStart >= 0 ? [[event.valueStart, event.valueEnd] as const] : []));
  } catch (error) {
    if (error instanceof YAMLException) return [[0, text.length]];
    throw error;
  }
}
