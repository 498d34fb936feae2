import { span, type SourceFile, type Span } from "../../source/index.js";

/**
 * What looks like a password in a text that cannot be parsed, found by its key alone: a snippet of the line with the
 * syntax error must not show it. References (`secret: { env: ... }`) are no secrets.
 */
export function secretsByEye(file: SourceFile): readonly Span[] {
  const found: Span[] = [];
  for (const match of file.text.slice(0, MOST).matchAll(LOOKS_SECRET)) {
    const value = match[1] ?? "";
    const end = match.index + match[0].length;
    found.push(span(file, end - value.length, end));
    if (found.length >= MOST_FOUND) break;
  }
  return found;
}

const LOOKS_SECRET = /\b(?:pass|passwd|password|passphrase|secret|token|pin)["']?[ \t]*:[ \t]*([^\s{[,}\]#][^\r\n,}]*)/gi;
const MOST = 2 * 1024 * 1024;
const MOST_FOUND = 20_000;
