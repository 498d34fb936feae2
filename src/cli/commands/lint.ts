import { joinReports, lintOne } from "../../app/judge.js";
import type { Severity } from "../../finding.js";
import { acceptAll, compareWithBaseline, type BaselineOptions } from "../baseline.js";
import { codeOf } from "../code.js";
import { emit, type EmitOptions } from "../emit.js";
import { loadInputs } from "../input.js";
import type { Io } from "../io.js";
import { todayOf } from "../today.js";

interface LintOptions extends EmitOptions, BaselineOptions {
  readonly failOn: Severity | "none";
  readonly minSeverity: Severity;
  readonly today?: string;
}

export async function lint(paths: readonly string[], options: LintOptions, io: Io): Promise<number> {
  const today = todayOf(options.today, io);
  const [first, ...rest] = (await loadInputs(paths, io)).map((loaded) => lintOne(loaded, today));
  if (first === undefined) throw new Error("commander lets no command line without a policy through");
  const report = compareWithBaseline({ ...joinReports([first, ...rest]), minimumSeverity: options.minSeverity }, options, io);
  await emit(report, options, io);
  return acceptAll(report, codeOf(report, options.failOn), options, io);
}
