import { parseEvents, YAMLException } from "js-yaml";
import { lineEnd } from "./scan.js";
import type { Comment, CommentSyntax } from "./comment.js";

/** Comments of a policy. A `#` inside a quoted or a block text is no comment: a display name must not switch off a rule. */
export const YAML_COMMENTS: CommentSyntax = ({ text }) => {
  const values = scalars(text);
  const comments: Comment[] = [];
  let next = 0;
  for (let at = text.indexOf("#"); at >= 0; ) {
    while ((values[next]?.[1] ?? Infinity) <= at) next += 1;
    const inside = (values[next]?.[0] ?? Infinity) <= at;
    const glued = at > 0 && !/\s/.test(text[at - 1] ?? "");
    if (!inside && !glued) comments.push({ start: at, end: lineEnd(text, at), textStart: at + 1, textEnd: lineEnd(text, at) });
    at = text.indexOf("#", inside || glued ? at + 1 : lineEnd(text, at));
  }
  return comments;
};

/** Ranges of all values, in order. A text that is no YAML has one value, itself: nothing in it suppresses anything. */
function scalars(text: string): readonly (readonly [number, number])[] {
  try {
    const ranges = parseEvents(text, {}).flatMap((event) => ("valueStart" in event && event.valueStart >= 0 ? [[event.valueStart, event.valueEnd] as const] : []));
    return ranges.sort(([a], [b]) => a - b);
  } catch (error) {
    if (error instanceof YAMLException) return [[0, text.length]];
    throw error;
  }
}
