import { parseEvents, YAMLException } from "js-yaml";
import type { SourceFile } from "../source/index.js";
import type { CommentSyntax } from "./inline.js";

/** Comments of a policy. A `#` inside a quoted or a block text is no comment: a display name must not switch off a rule. */
export const YAML_COMMENTS: CommentSyntax = {
  openers: ["#"],
  insideValue(file, offset) {
    const ranges = scalars(file);
    const after = firstAfter(ranges, offset);
    const [start, end] = ranges[after - 1] ?? [0, 0];
    return start <= offset && offset < end;
  },
};

/** Index of the first range that begins after an offset; the ranges are in the order of the text and never overlap. */
function firstAfter(ranges: readonly (readonly [start: number, end: number])[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.[0] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

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
