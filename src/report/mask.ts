import type { Span } from "../source/index.js";

/** What stands for a secret; always of one length, so that it does not tell the secret's. */
export const MASK = "********";

/** Hides secrets in whatever is printed: by place in snippets, by value in sentences that might repeat them. */
export interface Masker {
  /** The secret's range that covers this offset, or null. */
  covering(file: Span["file"], offset: number): { readonly start: number; readonly end: number } | null;
  sentence(text: string): string;
}

export function maskerOf(secrets: readonly Span[]): Masker {
  // Longest first, so that a secret that holds another one does not leave its rest behind.
  const values = [...new Set(secrets.flatMap(({ file, start, end }) => spellings(file.text.slice(start, end))))].sort((a, b) => b.length - a.length);
  return {
    covering(file, offset) {
      return secrets.find((secret) => secret.file.path === file.path && secret.start <= offset && offset < secret.end) ?? null;
    },
    sentence(text) {
      return values.reduce((masked, value) => masked.replaceAll(value, MASK), text);
    },
  };
}

/** The value as written and without its quotes. One or two characters are not masked in sentences: it would garble words and hide nothing. */
function spellings(written: string): string[] {
  const bare = written.replace(/^(["'])(.*)\1$/s, "$2");
  return [written, bare].filter((value) => value.length > 2);
}
