/**
 * Offsets of the elements of the list that a key of the outermost object holds; empty where there is none. The text must be
 * valid JSON.
 */
export function elementsAfter(text: string, key: string): readonly number[] {
  const found: number[] = [];
  let depth = 0;
  let inside = false;
  let name = "";
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    const opens = token === "{" || token === "[";
    const closes = token === "}" || token === "]";
    if (inside && depth === 2 && !closes && token !== ",") found.push(index);
    if (depth === 1 && token.startsWith('"')) name = token;
    if (opens) depth += 1;
    if (closes) depth -= 1;
    if (depth === 2 && token === "[") inside = name === JSON.stringify(key);
    if (depth === 1) inside = false;
  }
  return found;
}
