import type { CommanderError } from "commander";
import { VERSION } from "../version.js";
import { EXIT, UsageError } from "./exit.js";
import type { Io } from "./io.js";
import { watchOutput } from "./pipe.js";

/**
 * Runs one command line (without node and script) and returns the exit code. Results go to stdout, all else to stderr;
 * it never throws and never ends the process.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const output = watchOutput(io);
  // Answered before anything is loaded: package managers, editors and shells ask this all the time.
  if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
    io.stdout.write(`${VERSION}\n`);
    return EXIT.clean;
  }
  const code = await run(argv, io);
  return (await output.settle()) === "failed" && code === EXIT.clean ? EXIT.wrong : code;
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    const { runProgram } = await import("./program.js");
    return await runProgram(argv, io);
  } catch (error) {
    if (isCommanderError(error)) return error.exitCode === 0 ? EXIT.clean : EXIT.wrong;
    if (error instanceof UsageError) {
      io.stderr.write(`error: ${error.message}\n`);
      return EXIT.wrong;
    }
    io.stderr.write(bugReport(error, io.env["RINGFENCE_DEBUG"] === "1"));
    return EXIT.bug;
  }
}

/** Known by its code, so that commander is not loaded to ask. */
function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && "code" in error && String(error.code).startsWith("commander.");
}

/** The message of an unforeseen error may quote the policy or a secret, so it is shown on demand only. */
function bugReport(error: unknown, whole: boolean): string {
  const frames = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).join("\n") : "";
  const what = error instanceof Error ? `${error.name}${whole ? `: ${error.message}` : ""}` : typeof error;
  const hint = whole ? "" : "RINGFENCE_DEBUG=1 shows the message too; read it before you share it, it may quote your policy.\n";
  return `ringfence: this is a bug in Ringfence ${VERSION}, not in your policy. Nothing was judged.\nPlease report it with the lines below.\n${what}\n${frames}\n${hint}`;
}
