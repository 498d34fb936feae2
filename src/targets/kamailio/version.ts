import type { EngineVersion } from "../../policy/types.js";

/**
 * What a Kamailio can do, as far as the rendering depends on it. Sources: the auth module's auth_mod.c, the tls module's
 * tls_config.c and the core's cfg.lex at the tags 5.6.0 to 6.1.4.
 */
export interface Abilities {
  /** `auth_algorithm()` chooses the digest per request (6.0), so that several can be offered; before, modparam chooses one. */
  readonly algorithmPerRequest: boolean;
  /** SHA-512-256 as a digest (6.1). */
  readonly sha512: boolean;
  /** `TLSv1.3` in tls.cfg (5.8; 5.7 never left development here). */
  readonly tls13: boolean;
  /** `tcp_accept_iplimit`, `tcp_msg_data_timeout` and `msg_recv_max_size` in the core (5.8). */
  readonly tcpLimits: boolean;
}

/** First and last release that this target has been written and tried for. */
export const SUPPORTED = { first: "5.6", last: "6.1" } as const;

/** Null where the release is older or newer than what this target knows. */
export function abilities(version: EngineVersion): Abilities | null {
  // "6" alone means the oldest 6, so that the files load on every 6.
  const release = version.major * 100 + (version.minor ?? (version.major === 5 ? 6 : 0));
  if (release < 506 || release > 601) return null;
  return { algorithmPerRequest: release >= 600, sha512: release >= 601, tls13: release >= 508, tcpLimits: release >= 508 };
}
