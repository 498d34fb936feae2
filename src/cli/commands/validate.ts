import { joinReports, validate as validateOne } from "../../app/judge.js";
import { codeOf } from "../code.js";
import { emit, type EmitOptions } from "../emit.js";
import { loadInputs } from "../input.js";
import type { Io } from "../io.js";

export async function validate(paths: readonly string[], options: EmitOptions, io: Io): Promise<number> {
  const [first, ...rest] = (await loadInputs(paths, io)).map((loaded) => validateOne(loaded).report);
  if (first === undefined) throw new Error("commander lets no command line without a policy through");
  const report = joinReports([first, ...rest]);
  await emit(report, options, io);
  return codeOf(report, "none");
}
