import type { Auth } from "../../policy/types.js";
import type { DigestAlgorithm } from "../../posture/index.js";
import type { Abilities } from "./version.js";
import type { Problems } from "../problems.js";

/**
 * The digests that this Kamailio will offer and verify, in the policy's order.
 *
 * Kamailio 6.0 and later choose the digest per request, so every listed one is offered, each in a challenge of its own
 * (RFC 8760). Before 6.0 the auth module knows one digest for all. Where MD5 is listed it is that one: the policy says that
 * phones which know nothing else are to be let in, and every phone knows it.
 */
export function effectiveAlgorithms(auth: Auth, able: Abilities, problems: Problems): readonly DigestAlgorithm[] {
  const { value, at } = auth.algorithms;
  const known = value.filter((algorithm) => algorithm !== "SHA-512-256" || able.sha512);
  if (known.length < value.length) {
    const message = "Kamailio knows the digest SHA-512-256 from 6.1 on";
    if (known.length === 0) problems.error("kamailio-digest-unknown", message, at, "list SHA-256, or render for Kamailio 6.1");
    else problems.warning("kamailio-digest-unknown", `${message}: it will offer ${known.join(" and ")} only`, at);
  }
  if (able.algorithmPerRequest || known.length < 2) return known;
  const one: DigestAlgorithm = known.includes("MD5") ? "MD5" : (known[0] ?? "MD5");
  problems.warning(
    "kamailio-one-digest",
    `Kamailio before 6.0 verifies one digest only: it will offer ${one}, which no listed phone lacks`,
    at,
    "render for Kamailio 6.0 or later to offer all of them, or list SHA-256 alone to do without MD5",
  );
  return [one];
}
