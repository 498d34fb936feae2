import { applyPlan } from "../../app/write.js";
import { newlyFound, patchesOf, planFixes } from "../../app/fix.js";
import { planFixedFiles } from "../../app/fix-files.js";
import { diffText } from "../../report/difference.js";
import type { Report } from "../../report/report.js";
import type { Loaded } from "../../source/load.js";
import { styleOf, type EmitOptions } from "../emit.js";
import { EXIT, UsageError } from "../exit.js";
import type { Io } from "../io.js";

interface FixOptions extends EmitOptions {
  readonly yes?: true;
}

/**
 * Shows what the safe fixes would change, and with --yes writes it, once the changed texts were judged and hold nothing new.
 * @param judge the same judgement as of the first run, of other texts
 * @returns the report of the files as they are afterwards, or the exit code where nothing was written
 */
export function fixSafely(loaded: readonly Loaded[], before: Report, judge: (loaded: readonly Loaded[]) => Report, options: FixOptions, io: Io): Report | number {
  const { files, left } = planFixes(before.findings);
  if (files.length === 0) {
    io.stderr.write("there is nothing that can be fixed safely\n");
    return before;
  }
  io.stderr.write(diffText({ files: patchesOf(files), headerAlone: [] }, styleOf(options, io, "stderr")));
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const after = judge(loaded.map((one) => ({ ...one, file: { path: one.file.path, text: texts.get(one.file) ?? one.file.text } })));
  const worse = newlyFound(before.findings, after.findings);
  if (worse.length > 0) throw new UsageError(`nothing was written: the fixes would bring up ${worse.map(({ rule, subject }) => `${rule} at ${subject}`).join(", ")}`);
  const count = new Set(files.flatMap(({ fixed }) => fixed)).size;
  const told = `${count} finding${count === 1 ? "" : "s"} in ${files.length} file${files.length === 1 ? "" : "s"}`;
  if (options.yes !== true) {
    io.stderr.write(`this would fix ${told}; nothing was written: say --yes to write it\n`);
    return EXIT.found;
  }
  const plan = planFixedFiles(files, io.cwd);
  if (plan.refusals.length > 0) throw new UsageError(`nothing was written: ${plan.refusals.join("; ")}`);
  const failure = applyPlan(plan);
  if (failure !== null) throw new UsageError(`nothing was written: ${failure.path}: ${failure.reason}`);
  io.stderr.write(`fixed ${told}${left.length > 0 ? `; ${left.length} more touch the same lines: run it again` : ""}\n`);
  return after;
}
