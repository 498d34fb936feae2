import type { EngineVersion } from "../../policy/types.js";

/** What an Asterisk can do, as far as the rendering depends on it. Source: the tags of github.com/asterisk/asterisk. */
export interface Abilities {
  /** `password_digest` and `supported_algorithms_*` of auth objects, and the global defaults beside them. */
  readonly digests: boolean;
}

/**
 * First minor of each major with SHA-256 digests; 18 ended without them. Every other option written is in all of these
 * majors; 22 is the one that all of it is tried on.
 */
const DIGESTS_SINCE: ReadonlyMap<number, number> = new Map([[18, Infinity], [20, 12], [21, 7], [22, 2], [23, 0]]);

export const SUPPORTED: readonly number[] = [...DIGESTS_SINCE.keys()];

/** Null for a major that this target does not know. A major alone means its newest release. */
export function abilities(version: EngineVersion): Abilities | null {
  const since = DIGESTS_SINCE.get(version.major);
  if (since === undefined) return null;
  return { digests: (version.minor ?? Number.MAX_SAFE_INTEGER) >= since };
}
