import type { EngineVersion } from "../../policy/types.js";

/** What an Asterisk can do, as far as the rendering depends on it. Source: the tags of github.com/asterisk/asterisk. */
export interface Abilities {
  /** `password_digest` and `supported_algorithms_*` of auth objects, and the global defaults beside them. */
  readonly digests: boolean;
}

/** Majors that this target has been written for; 22 is the one that it is tried on. */
export const SUPPORTED: readonly number[] = [20, 21, 22];

/** First minor of each major with SHA-256 digests (res_pjsip_authenticator_digest, December 2024). */
const DIGESTS_SINCE: ReadonlyMap<number, number> = new Map([[20, 12], [21, 7], [22, 2]]);

/** Null for a major that this target does not know. A major alone means its newest release. */
export function abilities(version: EngineVersion): Abilities | null {
  const since = DIGESTS_SINCE.get(version.major);
  if (since === undefined) return null;
  return { digests: version.minor === null || version.minor >= since };
}
