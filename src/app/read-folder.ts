import { lstatSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadFile, reasonOf, type Loaded } from "../source/load.js";
import { wholeFile } from "../source/index.js";

/** Files that one audit looks at; a folder with more is not a configuration. */
const MOST_FILES = 20_000;

/**
 * The files below the paths given, in a stable order. Links are not followed, neither to files nor to folders: they would
 * lead out of what the user gave. Nothing is read but regular files.
 */
export function readTree(paths: readonly string[], cwd: string): readonly Loaded[] {
  const found: Loaded[] = [];
  for (const path of new Set(paths)) collect(path, cwd, found, true);
  return found;
}

function collect(path: string, cwd: string, found: Loaded[], named: boolean): void {
  if (found.length >= MOST_FILES) return;
  try {
    // A path that the user names may be a link; one met on the way may not.
    const stat = named ? statSync(resolve(cwd, path)) : lstatSync(resolve(cwd, path));
    if (stat.isDirectory()) for (const name of readdirSync(resolve(cwd, path)).sort()) collect(join(path, name), cwd, found, false);
    else if (stat.isFile() || named) found.push(loadFile(path, cwd));
  } catch (error) {
    const file = { path, text: "" };
    found.push({ file, unreadable: true, diagnostics: [{ level: named ? "error" : "warning", code: "unreadable", message: `cannot be read: ${reasonOf(error)}`, at: wholeFile(file) }] });
  }
}
