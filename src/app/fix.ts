import { createTwoFilesPatch } from "diff";
import type { Edit, Finding } from "../finding.js";
import type { SourceFile } from "../source/index.js";
import { secretsIn } from "./audit/secrets.js";

/** One file with the safe edits of its findings in it. */
export interface FixedFile {
  readonly file: SourceFile;
  readonly text: string;
  readonly fixed: readonly Finding[];
}

export interface Fixes {
  /** By path. */
  readonly files: readonly FixedFile[];
  /** Findings whose edits touch text that another one's edits change already: the next run sees whether they still hold. */
  readonly left: readonly Finding[];
}

/** Puts the edits that findings bring with them into the texts. A finding's edits are made all, or none of them. */
export function planFixes(findings: readonly Finding[]): Fixes {
  const taken = new Map<SourceFile, Edit[]>();
  const fixed = new Map<SourceFile, Finding[]>();
  const left: Finding[] = [];
  for (const finding of findings) {
    const edits = finding.edits ?? [];
    if (edits.length === 0 || finding.suppressed !== null) continue;
    if (edits.some((edit) => (taken.get(edit.at.file) ?? []).some((other) => overlap(edit, other) && !same(edit, other)))) {
      left.push(finding);
      continue;
    }
    for (const edit of edits) {
      const known = taken.get(edit.at.file) ?? [];
      taken.set(edit.at.file, known.some((other) => same(edit, other)) ? known : [...known, edit]);
    }
    for (const file of new Set(edits.map(({ at }) => at.file))) fixed.set(file, [...(fixed.get(file) ?? []), finding]);
  }
  const files = [...taken].map(([file, edits]) => ({ file, text: withEdits(file.text, edits), fixed: fixed.get(file) ?? [] }));
  return { files: files.filter(({ file, text }) => text !== file.text).sort((a, b) => (a.file.path < b.file.path ? -1 : 1)), left };
}

/** Two insertions at one place overlap too: nobody knows which is to come first. */
function overlap({ at: a }: Edit, { at: b }: Edit): boolean {
  return (a.start < b.end && b.start < a.end) || a.start === b.start;
}

function same(a: Edit, b: Edit): boolean {
  return a.at.start === b.at.start && a.at.end === b.at.end && a.text === b.text;
}

function withEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { at, text: wanted } of [...edits].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)) {
    pieces.push(text.slice(from, at.start), wanted);
    from = at.end;
  }
  return pieces.join("") + text.slice(from);
}

/** Unified diffs of what changes, secrets masked. */
export function patchesOf(files: readonly FixedFile[]): readonly { readonly path: string; readonly patch: string }[] {
  return files.map(({ file, text }) => {
    const after = { path: file.path, text };
    const options = { context: 3, headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true } };
    return { path: file.path, patch: createTwoFilesPatch(`a/${file.path}`, `b/${file.path}`, masked(file), masked(after), undefined, undefined, options) };
  });
}

function masked(file: SourceFile): string {
  const edits = secretsIn(file).map((at): Edit => ({ at, text: "…" })).sort((a, b) => a.at.start - b.at.start);
  // Patterns may find one secret twice; the second finding of a place is dropped.
  const apart = edits.filter((edit, index) => index === 0 || edit.at.start >= (edits[index - 1]?.at.end ?? 0));
  return withEdits(file.text, apart);
}

/** Findings of the second run that the first did not have: what was fixed must not have broken anything. */
export function newlyFound(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const known = new Map<string, number>();
  for (const finding of before) known.set(keyOf(finding), (known.get(keyOf(finding)) ?? 0) + 1);
  return after.filter((finding) => {
    const left = known.get(keyOf(finding)) ?? 0;
    known.set(keyOf(finding), left - 1);
    return left <= 0;
  });
}

function keyOf({ rule, subject }: Finding): string {
  return `${rule} ${subject}`;
}
