import { wholeFile } from "../source/index.js";
import type { Loaded } from "../source/load.js";

/** What one audit looks at; more is a disk and no configuration. */
export const MOST_FILES = 20_000;
export const MOST_TOTAL = 256 * 1024 * 1024;

export interface PassedOver {
  readonly path: string;
  readonly reason: string;
}

/** An audit that misses a file says so, even if nothing can be done about it here. */
export function linkWarning(path: string): Loaded {
  const file = { path, text: "" };
  return { file, unreadable: false, diagnostics: [{ level: "warning", code: "link-not-followed", message: "this is a link out of what was given, so it was not read", at: wholeFile(file), hint: "give what it leads to as well" }] };
}

export function isBinary(text: string): boolean {
  return text.slice(0, 4096).includes("\0");
}
