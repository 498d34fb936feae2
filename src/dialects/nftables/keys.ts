import type { Expression } from "./ast.js";

/** Names of the selectors of a key; null where there is something else in it. */
export function selectorsOf(key: Expression): string[] | null {
  switch (key.kind) {
    case "selector":
      return [key.name];
    case "binary":
      return key.left.kind === "selector" ? [key.left.name] : null;
    case "concat": {
      const names = key.parts.map((part) => (part.kind === "selector" ? part.name : null));
      return names.includes(null) ? null : names.filter((name) => name !== null);
    }
    default:
      return null;
  }
}
