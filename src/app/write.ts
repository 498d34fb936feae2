import { chmodSync, copyFileSync, linkSync, mkdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reasonOf } from "../source/load.js";
import type { Change, WritePlan } from "./plan-write.js";

/** Null: everything is in place. Else why, and everything is as it was before. */
export type WriteFailure = { readonly path: string; readonly reason: string } | null;

/** The calls that change the disk, so that a test can let any one of them fail. */
export const DISK = { chmodSync, copyFileSync, linkSync, mkdirSync, renameSync, rmSync, rmdirSync, writeFileSync };
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
      if (change.artifact !== null && change.kind !== "mode") done.push(makeFolder(dirname(at), disk), stage(at, change.artifact.text, change.artifact.mode, disk));
    }
    for (const change of changes) {
      at = join(plan.folder, change.path);
      done.push(commit(at, change, disk));
    }
  } catch (error) {
    for (const step of done.toReversed()) attempt(step.undo);
    return { path: at, reason: reasonOf(error) };
  }
  for (const step of done) attempt(step.finish);
  return null;
}

function makeFolder(folder: string, disk: Disk): Step {
  const first = disk.mkdirSync(folder, { recursive: true });
  // Empty folders that we made go again, from the innermost on; one that somebody filled meanwhile stays.
  const undo = (): void => {
    for (let made = folder; first !== undefined && made.length >= first.length; made = dirname(made)) disk.rmdirSync(made);
  };
  return { undo, finish: nothing };
}

/** `wx` follows no link that somebody planted there; the mode is set again because the umask may have narrowed it. */
function stage(place: string, text: string, mode: number, disk: Disk): Step {
  const staged = hidden(place, "new");
  disk.rmSync(staged, { force: true }); // left by a run that was killed
  disk.writeFileSync(staged, text, { flag: "wx", mode });
  disk.chmodSync(staged, mode);
  return { undo: () => disk.rmSync(staged, { force: true }), finish: nothing };
}

function commit(place: string, { kind, artifact, before }: Change, disk: Disk): Step {
  if (kind === "mode" && artifact !== null) {
    const { mode } = statSync(place);
    disk.chmodSync(place, artifact.mode);
    return { undo: () => disk.chmodSync(place, mode), finish: nothing };
  }
  if (before === null && kind === "create") {
    disk.renameSync(hidden(place, "new"), place);
    return { undo: () => disk.rmSync(place, { force: true }), finish: nothing };
  }
  const kept = hidden(place, "old");
  keep(place, kept, disk);
  if (artifact === null) disk.rmSync(place);
  else disk.renameSync(hidden(place, "new"), place);
  return { undo: () => disk.renameSync(kept, place), finish: () => disk.rmSync(kept, { force: true }) };
}

/** A second name for the old file; a copy where the filesystem knows no links. */
function keep(place: string, kept: string, disk: Disk): void {
  disk.rmSync(kept, { force: true });
  try {
    disk.linkSync(place, kept);
  } catch {
    disk.copyFileSync(place, kept);
  }
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
