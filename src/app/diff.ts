import { createTwoFilesPatch } from "diff";
import type { Artifact } from "../targets/index.js";
import { maskArtifact } from "./mask-artifact.js";
import type { WritePlan } from "./plan-write.js";

/** What differs between two sets of files. */
export interface Differences {
  /** Unified diffs with every secret masked, sorted by path. */
  readonly files: readonly { readonly path: string; readonly patch: string }[];
  /** Files in which the policy's hash in the header is all that differs: every change of a policy changes it everywhere. */
  readonly headerAlone: readonly string[];
}

interface Pair {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  /** The new mode, where it is all that differs. */
  readonly mode?: number;
}

const CONTEXT = 3;

/**
 * What carrying out the plan would change.
 * @param withSecrets false: texts that differ in masked secrets alone count as equal
 */
export function diffPlan({ changes }: WritePlan, withSecrets: boolean): Differences {
  const pairs = changes.filter(({ kind }) => kind !== "unchanged").map(({ path, kind, artifact, before }): Pair => {
    const after = artifact?.text ?? null;
    return kind === "mode" && artifact !== null ? { path, before, after, mode: artifact.mode } : { path, before, after };
  });
  return differences(withSecrets ? pairs : pairs.filter(({ before, after }) => before === null || after === null || maskArtifact(before) !== maskArtifact(after)));
}

/** What changes from one rendering to another; files that are equal are left out. */
export function diffArtifacts(before: readonly Artifact[], after: readonly Artifact[]): Differences {
  const old = new Map(before.map(({ path, text }) => [path, text]));
  const now = new Map(after.map(({ path, text }) => [path, text]));
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort().filter((path) => old.get(path) !== now.get(path));
  return differences(paths.map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null })));
}

function differences(pairs: readonly Pair[]): Differences {
  const inHeader = ({ before, after, mode }: Pair): boolean => mode === undefined && before !== null && after !== null && withoutHash(before) === withoutHash(after);
  return {
    files: pairs.filter((pair) => !inHeader(pair)).map((pair) => ({ path: pair.path, patch: patchOf(pair) })),
    headerAlone: pairs.filter(inHeader).map(({ path }) => path),
  };
}

function withoutHash(text: string): string {
  return text.replace(/\bsha256 [0-9a-f]{16}\b/, "sha256");
}

function patchOf({ path, before, after, mode }: Pair): string {
  if (mode !== undefined) return `mode of ${path} becomes ${mode.toString(8)}\n`;
  const headerOptions = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };
  const names = [before === null ? "/dev/null" : `a/${path}`, after === null ? "/dev/null" : `b/${path}`] as const;
  const patch = createTwoFilesPatch(...names, maskArtifact(before ?? ""), maskArtifact(after ?? ""), undefined, undefined, { context: CONTEXT, headerOptions });
  return patch.includes("\n@@") ? patch : `${patch}only masked secrets differ\n`;
}
