/** The candidate that is most like a misspelt word; null where none is close enough. */
export function closest(word: string, candidates: readonly string[]): string | null {
  const plain = bare(word);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(plain.length / 4)) + 1;
  for (const candidate of candidates) {
    const steps = distance(plain, bare(candidate), least);
    if (steps < least) {
      least = steps;
      best = candidate;
    }
  }
  return best;
}

/** Words differ most often in their joints: `directmedia`, `direct-media`. */
const bare = (word: string): string => word.toLowerCase().slice(0, 80).replace(/[_\-\s]/g, "");

/** Insertions, deletions, changes and swaps of neighbours; `limit` or more where it is at least that. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let steps = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) steps = Math.min(steps, (before[j - 2] ?? 0) + 1);
      row.push(steps);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? limit;
}
