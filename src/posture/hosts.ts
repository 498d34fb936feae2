import type { Family } from "../exposure/index.js";
import type { FilterSystem } from "./filter.js";

/**
 * Which files belong to one host, where those of several were given: the ones that share the longest folder with a file are
 * taken to be of its host (`host1/etc/kamailio/kamailio.cfg` and `host1/rules.v4`).
 */
export function nearestTo<T>(candidates: readonly T[], path: string, pathOf: (candidate: T) => string): readonly T[] {
  const depths = candidates.map((candidate) => sharedFolders(pathOf(candidate), path));
  const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0);
  return candidates.filter((_, index) => depths[index] === deepest);
}

/** Of the filters of one family those of a file's host. */
export function filtersNear(filters: readonly FilterSystem[], family: Family, path: string): readonly FilterSystem[] {
  return nearestTo(filters.filter(({ families }) => families.includes(family)), path, (filter) => filter.path);
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split("/").slice(0, -1), b.split("/").slice(0, -1)];
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs < 0 ? left.length : differs;
}
