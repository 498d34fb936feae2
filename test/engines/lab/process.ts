import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { atExit } from "./cleanup.js";
import { toolsFirst } from "./engine.js";

/** What a command that has ended leaves. `code` is null if it was killed, by its time limit or otherwise. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

export interface RunOptions {
  /** Given to standard input, which is empty otherwise. */
  readonly input?: string;
  /** Milliseconds until the command and its children are killed; 10 000 unless told. */
  readonly timeout?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal); // the group: engines fork
  } catch {
    // ended already
  }
}

/** Runs a command to its end. A non-zero exit is a value, not an error; a program that cannot be started throws. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: toolsFirst(), ...options.env };
    const child = spawn(program, args, { detached: true, env, ...(options.cwd === undefined ? {} : { cwd: options.cwd }) });
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    const limit = setTimeout(() => {
      timedOut = true;
      kill(child, "SIGKILL");
    }, options.timeout ?? 10_000);
    const forget = atExit(() => kill(child, "SIGKILL"));
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.stdin.on("error", () => undefined); // it may end without reading
    child.stdin.end(options.input ?? "");
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(limit);
      forget();
      resolve({ code, stdout, stderr, timedOut });
    });
  });
}

/** As `run`, and throws with the command's own words if it does not end with 0. @returns its standard output */
export async function must(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const ran = await run(program, args, options);
  if (ran.code === 0) return ran.stdout;
  const why = ran.timedOut ? "ran out of time" : `ended with ${ran.code}`;
  throw new Error(`\`${program} ${args.join(" ")}\` ${why}:\n${`${ran.stdout}${ran.stderr}`.trim().slice(-4000)}`);
}

/** A program that keeps running. It does not hold the test process open, and ends with it. */
export class Daemon {
  readonly #child: ChildProcess;
  readonly #end: () => void;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#end = atExit(() => kill(child, "SIGKILL"));
  }

  /** @param output file that takes its stdout and stderr */
  static start(program: string, args: readonly string[], output: string, options: RunOptions = {}): Daemon {
    const log = openSync(output, "a");
    const env = { ...process.env, PATH: toolsFirst(), ...options.env };
    const child = spawn(program, args, { detached: true, stdio: ["ignore", log, log], env, ...(options.cwd === undefined ? {} : { cwd: options.cwd }) });
    closeSync(log);
    child.unref();
    return new Daemon(child);
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error("the program did not start");
    return this.#child.pid;
  }

  /** Whether it has ended. */
  get ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined;
  }

  /** Its exit code, or null while it runs or if a signal ended it. */
  get code(): number | null {
    return this.#child.exitCode;
  }

  /** Sends SIGTERM to the process, and SIGKILL to its group if that does not end it in time. */
  async stop(patience = 5000): Promise<void> {
    if (!this.ended) this.#child.kill("SIGTERM");
    await waitFor(() => this.ended, patience).catch(() => undefined);
    this.#end();
  }
}

/**
 * Asks again and again until the answer is true.
 * @throws after `timeout` milliseconds
 */
export async function waitFor(question: () => boolean | Promise<boolean>, timeout: number, what = "the condition"): Promise<void> {
  const end = performance.now() + timeout;
  while (!(await question())) {
    if (performance.now() > end) throw new Error(`waited ${timeout} ms in vain for ${what}`);
    await sleep(30);
  }
}
