import type { Io } from "./io.js";

/** The real outside world. */
export function processIo(process: NodeJS.Process): Io {
  return {
    get stdin() { return process.stdin; }, // opened on use: touching it costs start-up time
    get stdout() { return process.stdout; },
    get stderr() { return process.stderr; },
    env: process.env,
    cwd: process.cwd(),
    isTTY: { get stdout() { return process.stdout.isTTY === true; }, get stderr() { return process.stderr.isTTY === true; } },
    get columns() { return process.stdout.columns; },
    now: () => new Date(),
  };
}
