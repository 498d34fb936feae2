import type { SourceFile, Span } from "../source/index.js";

/** What stands for a secret; always of one length, so that it does not tell the secret's. */
export const MASK = "********";

/** Hides secrets in whatever is printed: by place in snippets, by value in sentences that might repeat them. */
export interface Masker {
  /** The secret's range that covers this offset, or null. */
  covering(file: SourceFile, offset: number): Range | null;
  sentence(text: string): string;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const made = new WeakMap<readonly Span[], Masker>();

/** The masker of a report's secrets. Thousands of accounts are ordinary: nothing in here takes the secrets one by one for each text. */
export function maskerOf(secrets: readonly Span[]): Masker {
  const known = made.get(secrets);
  if (known !== undefined) return known;
  const ranges = rangesByFile(secrets);
  const masker: Masker = {
    covering: (file, offset) => lastBefore(ranges.get(file.path) ?? [], offset),
    sentence: sentenceMasker(tellingValues(secrets, ranges)),
  };
  made.set(secrets, masker);
  return masker;
}

/** By file, in order, those that overlap joined. */
function rangesByFile(secrets: readonly Span[]): ReadonlyMap<string, readonly Range[]> {
  const byFile = new Map<string, { start: number; end: number }[]>();
  for (const { file, start, end } of secrets.toSorted((a, b) => a.start - b.start)) {
    const ranges = byFile.get(file.path);
    const last = ranges?.at(-1);
    if (ranges === undefined) byFile.set(file.path, [{ start, end }]);
    else if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return byFile;
}

function lastBefore(ranges: readonly Range[], offset: number): Range | null {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low - 1];
  return range !== undefined && offset < range.end ? range : null;
}

/** A word or a number that could be anything: an account's name, an engine, a port. */
const ORDINARY = /^(?:[A-Za-z]{1,9}|\d{1,7})$/;

/**
 * The values that a sentence must not repeat, as written and without their quotes. One or two characters would garble words
 * and hide nothing; so would an ordinary word that stands in the files elsewhere, as where an account's number is its password.
 */
function tellingValues(secrets: readonly Span[], ranges: ReadonlyMap<string, readonly Range[]>): readonly string[] {
  const values = new Set(secrets.flatMap(({ file, start, end }) => spellings(file.text.slice(start, end))));
  const ordinary = [...values].filter((value) => ORDINARY.test(value));
  if (ordinary.length === 0) return [...values];
  const elsewhere = wordsOutside(new Map(secrets.map(({ file }) => [file.path, file])), ranges);
  for (const value of ordinary) if (elsewhere.has(value)) values.delete(value);
  return [...values];
}

function spellings(written: string): string[] {
  const bare = written.replace(/^(["'])(.*)\1$/s, "$2");
  return [written, bare].filter((value) => value.length > 2);
}

function wordsOutside(files: ReadonlyMap<string, SourceFile>, ranges: ReadonlyMap<string, readonly Range[]>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [path, { text }] of files) {
    let from = 0;
    for (const { start, end } of [...(ranges.get(path) ?? []), { start: text.length, end: text.length }]) {
      for (const [word] of text.slice(from, start).matchAll(/[A-Za-z0-9]+/g)) words.add(word);
      from = end;
    }
  }
  return words;
}

/** Characters by which it is told, for most places of a sentence, that no value starts there. */
const HEAD = 3;

function sentenceMasker(values: readonly string[]): (text: string) => string {
  const all = new Set(values);
  const heads = new Set(values.map((value) => value.slice(0, HEAD)));
  // Longest first, so that a secret that holds another one does not leave its rest behind.
  const lengths = [...new Set(values.map(({ length }) => length))].sort((a, b) => b - a);
  return (text) => {
    let masked = "";
    let from = 0;
    for (let at = 0; all.size > 0 && at < text.length; ) {
      const length = heads.has(text.slice(at, at + HEAD)) ? lengths.find((each) => all.has(text.slice(at, at + each))) : undefined;
      if (length === undefined) at += 1;
      else {
        masked += text.slice(from, at) + MASK;
        from = at = Math.min(text.length, at + length);
      }
    }
    return masked + text.slice(from);
  };
}
