import { chmodSync, chownSync, copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reasonOf } from "../source/load.js";
import type { Change, WritePlan } from "./plan-write.js";

/** Null: everything is in place. Else why, and everything is as it was before. */
export type WriteFailure = { readonly path: string; readonly reason: string } | null;

/** The calls that change the disk, so that a test can let any one of them fail. */
export const DISK = { chmodSync, chownSync, copyFileSync, linkSync, mkdirSync, renameSync, rmSync, rmdirSync, writeFileSync };
export type Disk = typeof DISK;

interface Step {
  /** How to take back what was done. */
  readonly undo: () => void;
  /** What to clear away once all is done. */
  readonly finish: () => void;
}

/**
 * Carries out a plan that has no refusals: first every new text is written to a hidden file beside its place, then each
 * is renamed over it, which no reader can see half done. Where a call fails, what was done is undone in reverse order, so
 * that all files are the new ones or all are the old ones.
 */
export function applyPlan(plan: WritePlan, disk: Disk = DISK): WriteFailure {
  if (plan.refusals.length > 0) throw new Error("a refused plan is not to be carried out");
  const done: Step[] = [];
  const changes = plan.changes.filter(({ kind }) => kind !== "unchanged");
  let at = plan.folder;
  try {
    for (const change of changes) {
      at = join(plan.folder, change.path);
      if (change.artifact !== null && change.kind !== "mode") {
        makeFolder(dirname(at), disk, done);
        stage(at, change.artifact, change.owner, disk, done);
      }
    }
    for (const change of changes) {
      at = join(plan.folder, change.path);
      commit(at, change, disk, done);
    }
  } catch (error) {
    for (const step of done.toReversed()) attempt(step.undo);
    return { path: at, reason: reasonOf(error) };
  }
  for (const step of done) attempt(step.finish);
  return null;
}

/**
 * Made one by one, from the outermost that is missing: mkdir's own `recursive` never returns in Node 20 where a parent
 * takes no folders (/proc), and does not tell what it made before it failed.
 */
function makeFolder(folder: string, disk: Disk, done: Step[]): void {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const each of missing) {
    disk.mkdirSync(each);
    done.push({ undo: () => disk.rmdirSync(each), finish: nothing });
  }
}

/** `wx` follows no link that somebody planted there; the mode is set again because the umask may have narrowed it. */
function stage(place: string, { text, mode }: NonNullable<Change["artifact"]>, owner: Change["owner"], disk: Disk, done: Step[]): void {
  const staged = hidden(place, "new");
  disk.rmSync(staged, { force: true }); // left by a run that was killed
  done.push({ undo: () => disk.rmSync(staged, { force: true }), finish: nothing });
  disk.writeFileSync(staged, text, { flag: "wx", mode });
  if (owner !== undefined) disk.chownSync(staged, owner.user, owner.group);
  disk.chmodSync(staged, mode);
}

function commit(place: string, { kind, artifact, before }: Change, disk: Disk, done: Step[]): void {
  if (kind === "mode" && artifact !== null) {
    const { mode } = statSync(place);
    disk.chmodSync(place, artifact.mode);
    done.push({ undo: () => disk.chmodSync(place, mode), finish: nothing });
  } else if (before === null && kind === "create") {
    disk.renameSync(hidden(place, "new"), place);
    done.push({ undo: () => disk.rmSync(place, { force: true }), finish: nothing });
  } else {
    const kept = keep(place, disk, done);
    if (artifact === null) disk.rmSync(place);
    else disk.renameSync(hidden(place, "new"), place);
    done.push({ undo: () => disk.renameSync(kept, place), finish: nothing });
  }
}

/** A second name for the old file, which is gone once all is done or undone; a copy where the filesystem knows no links. */
function keep(place: string, disk: Disk, done: Step[]): string {
  const kept = hidden(place, "old");
  disk.rmSync(kept, { force: true });
  const clear = (): void => disk.rmSync(kept, { force: true });
  done.push({ undo: clear, finish: clear });
  try {
    disk.linkSync(place, kept);
  } catch (error) {
    reasonOf(error);
    disk.copyFileSync(place, kept);
  }
  return kept;
}

function hidden(place: string, what: "new" | "old"): string {
  return join(dirname(place), `.${basename(place)}.ringfence-${what}`);
}

/** Clearing up never turns a result into another one. */
function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    reasonOf(error);
  }
}

function nothing(): void {}
