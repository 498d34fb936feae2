import { VERSIONS } from "./modules-data.js";

/** A branch of Kamailio that the tables know. */
export type Branch = (typeof VERSIONS)[number];

/** The branch to judge a version by: its own, else the nearest one known. `6.0.3` is `6.0`; `5.2` is judged by `5.5`. */
export function branchOf(version: string): Branch {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const rank = major * 1000 + minor;
  const known = VERSIONS.filter((branch) => rankOf(branch) <= rank);
  return known.at(-1) ?? VERSIONS[0];
}

function rankOf(branch: Branch): number {
  const [major = 0, minor = 0] = branch.split(".").map(Number);
  return major * 1000 + minor;
}

/** Set of branches as the tables write it: bit 0 is the first branch. */
export type Mask = number;

export const EVERY: Mask = 2 ** VERSIONS.length - 1;

export function has(mask: Mask, branch: Branch): boolean {
  return (mask & (1 << VERSIONS.indexOf(branch))) !== 0;
}

/** This branch and all after it. */
export function since(branch: Branch): Mask {
  return EVERY & ~((1 << VERSIONS.indexOf(branch)) - 1);
}

/** `6.0 and later`, `5.5 to 5.8`, `5.6`: the branches of a mask in words. */
export function branches(mask: Mask): string {
  const known = VERSIONS.filter((branch) => has(mask, branch));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return "no version known";
  if (last === VERSIONS.at(-1)) return `${first} and later`;
  return first === last ? first : first === VERSIONS[0] ? `${last} and before` : `${first} to ${last}`;
}

/** `name@mask`: an entry, and the mask in base 36 where it differs from the usual one. */
export function unmask(entry: string, usual: Mask): { readonly entry: string; readonly mask: Mask } {
  const at = entry.indexOf("@");
  return at < 0 ? { entry, mask: usual } : { entry: entry.slice(0, at), mask: Number.parseInt(entry.slice(at + 1), 36) };
}
