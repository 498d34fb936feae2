import type { Problem } from "./problem.js";

/** Problems of one kind in one file that are shown one by one; a reader learns nothing from more. */
const MOST_ALIKE = 20;

/**
 * Keeps a mass of like findings readable: of one rule, file, severity and standing, the first twenty stay and the last of
 * them says how many more there are. Expects and keeps the order in which findings are shown.
 */
export function fold(problems: readonly Problem[]): readonly Problem[] {
  const totals = new Map<string, number>();
  for (const problem of problems) totals.set(kindOf(problem), (totals.get(kindOf(problem)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return problems.flatMap((problem) => {
    const kind = kindOf(problem);
    const nth = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, nth);
    if (nth > MOST_ALIKE) return [];
    const left = (totals.get(kind) ?? 0) - MOST_ALIKE;
    return nth === MOST_ALIKE && left > 0 ? [{ ...problem, message: `${problem.message} (and ${left} more like this, not shown)` }] : [problem];
  });
}

function kindOf({ kind, id, severity, confidence, suppressed, baseline, span }: Problem): string {
  return [kind, id, severity, confidence, suppressed === null, baseline, span.file.path].join(" ");
}
