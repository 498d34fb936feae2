import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats } from "node:fs";
import { join, relative, sep } from "node:path";
import { reasonOf } from "../source/load.js";
import { TARGET_IDS, type Artifact } from "../targets/index.js";
import { isOfPolicy, isOurs } from "./mark.js";

/** What writing would do to one file. */
export interface Change {
  readonly path: string;
  readonly kind: "create" | "update" | "mode" | "unchanged" | "remove";
  /** Null for a removal. */
  readonly artifact: { readonly text: string; readonly mode: number } | null;
  /** Text that is there now; null where no file is. */
  readonly before: string | null;
  /** Whose the new file is to be; whoever writes it where left out. */
  readonly owner?: { readonly user: number; readonly group: number };
}

export interface WritePlan {
  readonly folder: string;
  /** Sorted by path. */
  readonly changes: readonly Change[];
  /** Files made from this policy that it no longer renders; removed only where `prune` asks for it. */
  readonly stale: readonly string[];
  /** Why nothing may be written, a sentence each. */
  readonly refusals: readonly string[];
}

export interface WriteOptions {
  /** Overwrite plain files that do not carry our mark. */
  readonly force: boolean;
  readonly prune: boolean;
  /** Only files made from the policy of this name are ever stale. */
  readonly policyName: string;
  /** Whether the selection would render a file at this path: what was not asked for is not stale. */
  readonly covers: (path: string) => boolean;
}

/** Windows keeps no such modes; there a file is as private as its folder. */
const HAS_MODES = sep === "/";

/** Compares what is rendered with what is there. Looks, and touches nothing. */
export function planWrite(folder: string, artifacts: readonly Artifact[], options: WriteOptions): WritePlan {
  const refusals: string[] = [];
  try {
    const top = lookAt(realPathOf(folder));
    if (top !== null && !top.isDirectory()) return { folder, changes: [], stale: [], refusals: [`${folder} is not a folder`] };
    const changes = artifacts.map((artifact) => changeOf(folder, artifact, options.force, refusals));
    const rendered = new Set(artifacts.map(({ path }) => path));
    const stale = top === null ? [] : filesOfPolicy(folder, options.policyName).filter((path) => !rendered.has(path) && options.covers(path));
    const removals = options.prune ? stale.map((path): Change => ({ path, kind: "remove", artifact: null, before: readFileSync(join(folder, path), "utf8") })) : [];
    return { folder, changes: [...changes, ...removals].sort((a, b) => (a.path < b.path ? -1 : 1)), stale: options.prune ? [] : stale, refusals };
  } catch (error) {
    return { folder, changes: [], stale: [], refusals: [...refusals, `${folder} cannot be looked at: ${reasonOf(error)}`] };
  }
}

function changeOf(folder: string, artifact: Artifact, force: boolean, refusals: string[]): Change {
  const { path } = artifact;
  const there = join(folder, path);
  const fault = obstacle(folder, path);
  if (fault !== null) refusals.push(fault);
  const state = fault === null ? lookAt(there) : null;
  if (state === null) return { path, kind: "create", artifact, before: null };
  if (!state.isFile()) {
    refusals.push(`${there} is in the way: it is not a plain file`);
    return { path, kind: "update", artifact, before: null };
  }
  const before = readFileSync(there, "utf8");
  if (!force && !isOurs(before)) refusals.push(`${there} was not made by Ringfence; --force overwrites it`);
  if (before !== artifact.text) return { path, kind: "update", artifact, before };
  return { path, kind: HAS_MODES && (state.mode & 0o777) !== artifact.mode ? "mode" : "unchanged", artifact, before };
}

/** A folder on the way to a path that is no folder, or a symbolic link that leads out of the output folder. */
function obstacle(folder: string, path: string): string | null {
  const names = path.split("/").slice(0, -1);
  for (let depth = 1; depth <= names.length; depth++) {
    const part = join(folder, ...names.slice(0, depth));
    const state = lookAt(part);
    if (state === null) return null;
    if (state.isSymbolicLink() && !isBelow(realPathOf(folder), realPathOf(part))) return `${part} is a symbolic link that leads out of ${folder}`;
    if (!state.isSymbolicLink() && !state.isDirectory()) return `${part} is in the way: it is not a folder`;
  }
  return null;
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !way.startsWith(sep);
}

/** The path with links followed; itself where it leads nowhere. */
function realPathOf(path: string): string {
  return lookAt(path) === null ? path : realpathSync(path);
}

/** What is at a path, links not followed; null where nothing is. */
function lookAt(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}

/** Plain files that carry the policy's name behind our mark, in the places where we write: `<target>/…` and `<node>/<target>/…`. */
function filesOfPolicy(folder: string, policyName: string): string[] {
  const tops = foldersIn(folder);
  const places = [...tops, ...tops.flatMap((top) => foldersIn(join(folder, top)).map((name) => `${top}/${name}`))].filter(isTargetFolder);
  return places.flatMap((place) => plainFilesBelow(folder, place)).filter((path) => isOfPolicy(readFileSync(join(folder, path), "utf8"), policyName)).sort();
}

function isTargetFolder(place: string): boolean {
  return TARGET_IDS.some((id) => place === id || place.endsWith(`/${id}`));
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

function plainFilesBelow(folder: string, place: string): string[] {
  return readdirSync(join(folder, place), { withFileTypes: true }).flatMap((entry) => {
    const path = `${place}/${entry.name}`;
    return entry.isDirectory() ? plainFilesBelow(folder, path) : entry.isFile() ? [path] : [];
  });
}
