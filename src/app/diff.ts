import { createTwoFilesPatch } from "diff";
import type { Artifact } from "../targets/index.js";
import { maskArtifact } from "./mask-artifact.js";
import type { WritePlan } from "./plan-write.js";

/** One file that differs, as a unified diff with every secret masked. */
export interface FileDiff {
  readonly path: string;
  readonly patch: string;
}

const CONTEXT = 3;

/**
 * What carrying out the plan would change in the texts.
 * @param withSecrets false: texts that differ in masked secrets alone count as equal
 */
export function diffPlan({ changes }: WritePlan, withSecrets: boolean): readonly FileDiff[] {
  return changes.filter(({ kind }) => kind !== "unchanged").flatMap(({ path, kind, artifact, before }) => {
    if (kind === "mode") return [{ path, patch: `mode of ${path} becomes ${(artifact?.mode ?? 0).toString(8)}\n` }];
    const after = artifact?.text ?? null;
    return !withSecrets && before !== null && after !== null && maskArtifact(before) === maskArtifact(after) ? [] : [fileDiff(path, before, after)];
  });
}

/** What changes from one rendering to another; files that are equal are left out. */
export function diffArtifacts(before: readonly Artifact[], after: readonly Artifact[]): readonly FileDiff[] {
  const old = new Map(before.map(({ path, text }) => [path, text]));
  const now = new Map(after.map(({ path, text }) => [path, text]));
  return [...new Set([...old.keys(), ...now.keys()])].sort()
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => fileDiff(path, old.get(path) ?? null, now.get(path) ?? null));
}

function fileDiff(path: string, before: string | null, after: string | null): FileDiff {
  const patch = createTwoFilesPatch(
    before === null ? "/dev/null" : `a/${path}`, after === null ? "/dev/null" : `b/${path}`,
    maskArtifact(before ?? ""), maskArtifact(after ?? ""), undefined, undefined, { context: CONTEXT, headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true } },
  );
  const body = patch.includes("\n@@") ? patch : `${patch}only masked secrets differ\n`;
  return { path, patch: body };
}
