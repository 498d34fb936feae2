import type { Span } from "../../source/index.js";
import { joinPath, pathStep } from "../path.js";
import type { Node } from "../read/tree.js";

export interface Place {
  readonly node: Node;
  /** Where to look for it: its key; the value itself in a list; the start of the file for the whole. */
  readonly at: Span;
  readonly path: string;
}

/** Follows a JSON pointer, as the validator's `instancePath`, through the tree. */
export function locate(root: Node, pointer: string): Place {
  const { file, start } = root.span;
  let place: Place = { node: root, at: { file, start, end: start }, path: "" };
  if (pointer === "") return place;
  for (const raw of pointer.slice(1).split("/")) {
    place = step(place, raw.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return place;
}

function step({ node, path }: Place, key: string): Place {
  if (node.kind === "sequence") {
    const item = node.items[Number(key)];
    if (item !== undefined) return { node: item, at: item.span, path: joinPath(path, key) };
  } else if (node.kind === "mapping") {
    const entry = node.entries.get(key);
    if (entry !== undefined) return { node: entry.node, at: entry.keySpan, path: joinPath(path, pathStep(key)) };
  }
  throw new Error(`the validator speaks of ${path}/${key}, which is not in the tree`);
}
