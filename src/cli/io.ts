import type { Readable, Writable } from "node:stream";

/** Everything of the outside world that the command line touches, files apart; tests hand in their own. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly isTTY: { readonly stdout: boolean; readonly stderr: boolean };
  /** Columns of the terminal on stdout; undefined where there is none. */
  readonly columns: number | undefined;
  readonly now: () => Date;
}
