import type { Finding } from "../finding.js";

/** Findings of one kind that are shown one by one; a reader learns nothing from more. */
const MOST_ALIKE = 20;

/**
 * Keeps a mass of like findings readable: of one rule, severity and standing, the first twenty stay and the last of them
 * says how many more there are. Expects and keeps the order in which findings are shown.
 */
export function fold(findings: readonly Finding[]): readonly Finding[] {
  const totals = new Map<string, number>();
  for (const finding of findings) totals.set(kindOf(finding), (totals.get(kindOf(finding)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return findings.flatMap((finding) => {
    const kind = kindOf(finding);
    const nth = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, nth);
    if (nth > MOST_ALIKE) return [];
    const left = (totals.get(kind) ?? 0) - MOST_ALIKE;
    return nth === MOST_ALIKE && left > 0 ? [{ ...finding, message: `${finding.message} (and ${left} more like this, not shown)` }] : [finding];
  });
}

function kindOf({ rule, severity, confidence, suppressed }: Finding): string {
  return `${rule} ${severity} ${confidence} ${suppressed === null}`;
}
