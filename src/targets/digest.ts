import { createHash } from "node:crypto";
import type { DigestAlgorithm } from "../posture/index.js";

/** Node's name of each digest's hash. */
const HASHES: Readonly<Record<DigestAlgorithm, string>> = { "MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512-256" };

/** H(A1) of RFC 8760 in hexadecimal: all that a server needs of a password. */
export function ha1(algorithm: DigestAlgorithm, user: string, realm: string, password: string): string {
  return createHash(HASHES[algorithm]).update(`${user}:${realm}:${password}`, "utf8").digest("hex");
}
