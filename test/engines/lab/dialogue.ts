import { type ChildProcess, spawn } from "node:child_process";
import { atExit } from "./cleanup.js";
import { toolsFirst } from "./engine.js";
import { waitFor } from "./process.js";

/** A running program that is talked to by lines. It does not hold the test process open, and ends with it. */
export class Dialogue {
  #heard = "";
  readonly #child: ChildProcess;
  readonly #kill: () => void;

  constructor(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd?: string) {
    const child = spawn(program, args, { detached: true, stdio: "pipe", env: { ...process.env, PATH: toolsFirst(), ...env }, ...(cwd === undefined ? {} : { cwd }) });
    this.#child = child;
    this.#kill = atExit(() => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // ended already
      }
    });
    child.on("error", (error) => (this.#heard += String(error)));
    child.stdin.on("error", () => undefined);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => (this.#heard += chunk));
    }
    child.unref();
    for (const stream of child.stdio) if (stream !== null && stream !== undefined && "unref" in stream) (stream as unknown as { unref(): void }).unref();
  }

  /** All that it has said, stdout and stderr as they came. */
  get heard(): string {
    return this.#heard;
  }

  get ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Says one line to it. */
  say(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /**
   * Waits until it has said something that matches, from an offset of `heard` on.
   * @throws after `timeout` milliseconds, with its last words
   */
  async hear(what: RegExp, timeout = 5000, from = 0): Promise<RegExpExecArray> {
    let match: RegExpExecArray | null = null;
    await waitFor(() => (match = what.exec(this.#heard.slice(from))) !== null || this.ended, timeout, `${what}`).catch((error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : String(error)}; heard:\n${this.#heard.slice(-3000)}`);
    });
    if (match === null) throw new Error(`it ended without saying ${what}:\n${this.#heard.slice(-3000)}`);
    return match;
  }

  /** Kills the program and its children. */
  stop(): void {
    this.#kill();
  }
}
