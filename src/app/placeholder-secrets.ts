import type { SecretRef } from "../policy/types.js";
import type { Secrets } from "../targets/index.js";

/** Secrets that are none, for comparing two policies: equal for equal references, and legal in every target's grammar. */
export function placeholderSecrets(refs: readonly SecretRef[]): Secrets {
  return new Map(refs.map(({ path, from, name }) => [path, `placeholder-${from}-${name}`.replace(/[^\w-]/g, "-")]));
}
