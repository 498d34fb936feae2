import { lstatSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { reasonOf } from "../source/load.js";
import type { FixedFile } from "./fix.js";
import type { Change, WritePlan } from "./plan-write.js";

/** What writing the fixed texts would do, with the reasons where a file must be left alone. */
export function planFixedFiles(files: readonly FixedFile[], cwd: string): WritePlan {
  const refusals: string[] = [];
  const changes = files.flatMap((fixed) => changeOf(fixed, cwd, refusals));
  return { folder: cwd, changes, stale: [], refusals };
}

/**
 * A file keeps its mode and its owner: Asterisk reads as a user of its own. One that is no plain UTF-8, is a link, lies in an
 * archive or has changed since it was read is refused.
 */
function changeOf({ file, text }: FixedFile, cwd: string, refusals: string[]): readonly Change[] {
  const place = resolve(cwd, file.path);
  try {
    const stat = lstatSync(place);
    if (!stat.isFile()) {
      refusals.push(`${file.path} is no plain file`);
      return [];
    }
    if (readFileSync(place).compare(Buffer.from(file.text, "utf8")) !== 0) {
      refusals.push(`${file.path} is not plain UTF-8, or has changed meanwhile`);
      return [];
    }
    return [{ path: file.path, kind: "update", artifact: { text, mode: stat.mode & 0o7777 }, before: file.text, owner: { user: stat.uid, group: stat.gid } }];
  } catch (error) {
    refusals.push(`${file.path} cannot be written: ${reasonOf(error)}`);
    return [];
  }
}
