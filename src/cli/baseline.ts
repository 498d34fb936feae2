import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { baselineText, readBaseline, withBaseline } from "../app/baseline.js";
import { EXIT, UsageError } from "./exit.js";
import type { Report } from "../report/index.js";
import { placeOf } from "../source/index.js";
import { loadFile, reasonOf } from "../source/load.js";
import type { Io } from "./io.js";

export interface BaselineOptions {
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/** Tells what is known of a report from what is new. @throws UsageError where the baseline is none */
export function compareWithBaseline(report: Report, { baseline }: BaselineOptions, io: Io): Report {
  if (baseline === undefined) return report;
  const { file, unreadable, diagnostics } = loadFile(baseline, io.cwd);
  if (unreadable) throw new UsageError(`the baseline ${baseline} ${diagnostics[0]?.message ?? "cannot be read"}; --write-baseline ${baseline} makes one`);
  const read = readBaseline(file);
  if ("code" in read) throw new UsageError(`${placeOf(read.at)}: ${read.message}; ${read.hint ?? ""}`);
  return withBaseline(report, file.path, read);
}

/**
 * Accepts what was found, and says so on stderr. An input that could not be read may hide findings, so nothing is accepted then.
 * @returns the exit code
 */
export function acceptAll(report: Report, code: number, { writeBaseline }: BaselineOptions, io: Io): number {
  if (writeBaseline === undefined) return code;
  if (code !== EXIT.clean && code !== EXIT.found) {
    io.stderr.write(`${writeBaseline} was not written: not all that was given could be judged\n`);
    return code;
  }
  replace(resolve(io.cwd, writeBaseline), writeBaseline, baselineText(report));
  const count = report.findings.filter(({ suppressed }) => suppressed === null).length;
  io.stderr.write(`${writeBaseline}: ${count} ${count === 1 ? "finding is" : "findings are"} known from now on; --baseline ${writeBaseline} tells what is new\n`);
  return EXIT.clean;
}

/** Written beside its place and renamed into it, so that nobody ever reads half of it. */
function replace(path: string, shown: string, text: string): void {
  const staged = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    writeFileSync(staged, text, { flag: "wx" });
    renameSync(staged, path);
  } catch (error) {
    rmSync(staged, { force: true });
    throw new UsageError(`${shown} cannot be written: ${reasonOf(error)}`);
  }
}
