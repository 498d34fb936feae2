import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadReporter, type Format, type Report, type Style } from "../report/index.js";
import { reasonOf } from "../source/load.js";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";

export interface EmitOptions {
  readonly format: Format;
  /** File instead of stdout. */
  readonly output?: string;
  /** --color, --no-color; undefined where neither was said. */
  readonly color?: boolean;
}

/** Prints the report where the user wants it. */
export async function emit(report: Report, options: EmitOptions, io: Io): Promise<void> {
  const reporter = await loadReporter[options.format]();
  if (options.output === undefined) {
    io.stdout.write(reporter(report, styleOf(options, io, "stdout")));
    return;
  }
  try {
    writeFileSync(resolve(io.cwd, options.output), reporter(report, { colour: options.color === true, columns: Infinity }));
  } catch (error) {
    throw new UsageError(`${options.output} cannot be written: ${reasonOf(error)}`);
  }
}

/** What was said on the command line counts first, then NO_COLOR (no-color.org) and FORCE_COLOR, then the terminal. */
export function styleOf(options: { readonly color?: boolean }, io: Io, stream: "stdout" | "stderr"): Style {
  const terminal = io.isTTY[stream];
  return { colour: options.color ?? colourByEnvironment(io.env, terminal), columns: terminal ? (io.columns ?? 80) : Infinity };
}

function colourByEnvironment(env: Io["env"], terminal: boolean): boolean {
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return terminal && env["TERM"] !== "dumb";
}

/** Diagnostics of a command whose result is something else: on stderr, where people look for them. */
export async function tellDiagnostics(report: Report, options: EmitOptions, io: Io): Promise<void> {
  if (options.format !== "terminal" || report.diagnostics.length === 0) return;
  const reporter = await loadReporter.terminal();
  io.stderr.write(reporter({ ...report, inputs: [], coverage: null }, styleOf(options, io, "stderr")));
}
