import type { Node } from "../read/tree.js";
import type { Objection } from "./error.js";
import type { Place } from "./locate.js";

/** Keys under which people write passwords. */
export const SECRET_LIKE = /^(pass|passwd|password|passphrase|token|pin)$/i;

/** The value that an objection is about, where it may be a secret in clear: then no message may show it. */
export function secretIn(objection: Objection, { node, path }: Place): Node | null {
  if (objection.kind === "unknown-key") {
    const value = node.kind === "mapping" ? node.entries.get(objection.key)?.node : undefined;
    return value !== undefined && (SECRET_LIKE.test(objection.key) || isSecretPath(path)) ? value : null;
  }
  if (objection.kind === "missing-key" || objection.kind === "bad-name" || node.kind === "mapping") return null;
  if (node.kind === "scalar" && node.value === null) return null;
  return isSecretPath(path) || isSecretPath(path.replace(/\.(env|file)$/, "")) ? node : null;
}

function isSecretPath(path: string): boolean {
  return path.endsWith(".secret");
}
