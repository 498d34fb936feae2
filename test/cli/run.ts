import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import type { TestContext } from "node:test";
import { main } from "../../src/cli/main.js";
import { ROOT } from "../root.js";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Columns of a pretended terminal on both outputs. */
  readonly terminal?: number;
}

/** One command line in this process, with streams and surroundings of its own. */
export async function run(argv: readonly string[], { cwd = ROOT, env = {}, stdin = "", terminal }: RunOptions = {}): Promise<Outcome> {
  const stdout = new Collector();
  const stderr = new Collector();
  const code = await main(argv, {
    stdin: Readable.from([stdin]), stdout, stderr, env, cwd,
    isTTY: { stdout: terminal !== undefined, stderr: terminal !== undefined }, columns: terminal, now: () => new Date("2026-11-22T12:00:00Z"),
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Collector extends Writable {
  text = "";

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** A folder of the test's own that is gone when it ends. The name has a space and a letter outside of ASCII. */
export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "ringfence tést "));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
