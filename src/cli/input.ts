import type { Readable } from "node:stream";
import { decode, loadFile, MOST_BYTES, type Loaded } from "../source/load.js";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";

export const STDIN = "-";

/** Reads the policies named on the command line, in their order; `-` is standard input, which can be read once. */
export async function loadInputs(paths: readonly string[], io: Io): Promise<readonly Loaded[]> {
  if (paths.filter((path) => path === STDIN).length > 1) throw new UsageError("standard input (-) can be read only once");
  const loaded: Loaded[] = [];
  for (const path of new Set(paths)) loaded.push(path === STDIN ? decode("<stdin>", await readAll(io.stdin)) : loadFile(path, io.cwd));
  return loaded;
}

/** All of a stream, unless it is more than any file may be. */
export async function readAll(stream: Readable): Promise<Uint8Array | "too large"> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Uint8Array);
    total += bytes.length;
    if (total > MOST_BYTES) return "too large";
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
