import { textWidth } from "./width.js";

/** Breaks one line at spaces into lines of at most `columns`; a longer word stands alone. Leading spaces stay. */
export function wrap(text: string, columns: number): string[] {
  if (textWidth(text) <= columns) return [text];
  const lines: string[] = [];
  let current = /^ */.exec(text)?.[0] ?? "";
  for (const word of text.trim().split(/ +/)) {
    if (current.trim() !== "" && textWidth(current) + 1 + textWidth(word) > columns) {
      lines.push(current);
      current = word;
    } else {
      current = current.trim() === "" ? current + word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
