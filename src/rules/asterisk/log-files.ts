import type { AsteriskSystem, Category, Variable } from "../../posture/index.js";
import { sectionsOf } from "./settings.js";

/** The section [logfiles], null where logger.conf was not given or lacks it, and its lines: a file, `console` or `syslog.…` each. */
export function logFiles(system: AsteriskSystem): { readonly section: Category | null; readonly files: readonly Variable[] } {
  const sections = sectionsOf(system, "logger.conf", "logfiles");
  return { section: sections[0] ?? null, files: sections.flatMap(({ variables }) => variables) };
}

/** Levels in lower case: `[json]notice,verbose(3)` is notice and verbose. */
export function levelsOf({ value }: Variable): readonly string[] {
  return value.replace(/^\s*\[[^\]]*\]/, "").toLowerCase().split(",").map((level) => level.trim().replace(/\(.*$/, "")).filter(Boolean);
}
