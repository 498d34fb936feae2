import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "./diagnostic.js";
import { wholeFile, type SourceFile } from "./span.js";

/** A text, or the one diagnostic that says why there is none: then nothing can be judged. */
export interface Loaded {
  readonly file: SourceFile;
  readonly unreadable: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** No configuration of a person's making comes near this; a device file or a disk image does. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** Reads a file as UTF-8 (or UTF-16 with its byte order mark, as Windows shells write it). Never throws for what is on the disk. */
export function loadFile(path: string, cwd: string): Loaded {
  const name = shownPath(path, cwd);
  try {
    return decode(name, readBytes(resolve(cwd, path)));
  } catch (error) {
    return refused(name, reasonOf(error));
  }
}

/** Bytes that came another way, such as standard input. */
export function decode(name: string, bytes: Uint8Array | "too large"): Loaded {
  if (bytes === "too large") return refused(name, `it is larger than ${MOST_BYTES / 1024 / 1024} MB`);
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  // What is no text becomes U+FFFD, which the readers refuse with its place; an exception here would have none.
  return { file: { path: name, text: new TextDecoder(utf16 ? "utf-16le" : "utf-8").decode(bytes) }, unreadable: false, diagnostics: [] };
}

/** The path as given; shorter, relative to the working folder, where it lies below it: that is how code scanning and editors find it. */
export function shownPath(path: string, cwd: string): string {
  if (!isAbsolute(path)) return path;
  const below = relative(cwd, path);
  return below === "" || below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below) ? path : below;
}

/** @throws what the system says; `reasonOf` puts it into words */
export function readBytes(path: string): Uint8Array | "too large" {
  const descriptor = openSync(path, "r");
  try {
    const { size } = fstatSync(descriptor);
    const chunks: Uint8Array[] = [];
    // Pipes and device files tell no size, so the bound is kept while reading.
    for (let total = 0; total <= MOST_BYTES; ) {
      const chunk = new Uint8Array(Math.max(65536, Math.min(size + 1, MOST_BYTES)));
      const count = readSync(descriptor, chunk);
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      total += count;
    }
    return "too large";
  } finally {
    closeSync(descriptor);
  }
}

/** What could not be read: nothing is judged of it. */
export function refused(path: string, why: string): Loaded {
  const file: SourceFile = { path, text: "" };
  return { file, unreadable: true, diagnostics: [{ level: "error", code: "unreadable", message: `cannot be read: ${why}`, at: wholeFile(file) }] };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder", EISDIR: "it is a folder", EACCES: "permission denied", ENOTDIR: "a part of its path is no folder",
  ELOOP: "its symbolic links run in a circle", EPERM: "permission denied",
};

/** The reason of a failed system call in words; anything that is no system call's failure is a bug and goes on up. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) throw error;
  const code = String(error.code);
  return REASONS[code] ?? code;
}
