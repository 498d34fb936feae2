/** `22.5.1` as numbers. */
export function partsOf(version: string): readonly number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10));
}

/** Below zero where `a` is the earlier release; what is left out counts as 0. */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Of releases such as `20.15.1 22.5.1` the one of the version's branch, the branch being the first `depth` numbers. */
export function ofBranch(releases: string, version: string, depth: number): string | null {
  const branch = partsOf(version).slice(0, depth).join(".");
  return releases.split(" ").find((release) => partsOf(release).slice(0, depth).join(".") === branch) ?? null;
}
