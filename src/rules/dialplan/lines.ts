import type { AsteriskSystem, Variable } from "../../posture/index.js";

/** The lines of a file's sections, templates left out, with the section's name. */
export function* linesIn({ files }: AsteriskSystem, file: string): Generator<{ readonly section: string; readonly line: Variable }> {
  for (const { name, isTemplate, variables } of files.get(file)?.categories ?? []) {
    if (!isTemplate) for (const line of variables) yield { section: name, line };
  }
}
