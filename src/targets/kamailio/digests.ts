import { createHash } from "node:crypto";
import type { Account } from "../../policy/types.js";
import type { DigestAlgorithm } from "../../posture/index.js";
import { ha1 } from "../digest.js";
import type { Problems } from "../problems.js";
import type { Quoted, Secrets } from "../target.js";
import { field } from "./quote.js";

/** Name of the hash table in Kamailio, of the db_text table it is filled from, and so of the file. */
export const DIGEST_TABLES: Readonly<Record<DigestAlgorithm, string>> = { "MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256" };

/** Hexadecimal digits of one digest. */
export const DIGEST_LENGTHS: Readonly<Record<DigestAlgorithm, number>> = { "MD5": 32, "SHA-256": 64, "SHA-512-256": 64 };

export interface DigestRow {
  /** `<listener>:<account>`: an account is known at its own listener only. */
  readonly key: Quoted<"kamailio">;
  readonly digest: Quoted<"kamailio">;
}

export function digestRows(accounts: readonly Account[], algorithm: DigestAlgorithm, realm: string, secrets: Secrets, problems: Problems): DigestRow[] {
  return accounts.flatMap((account) => {
    const password = secrets.get(account.secret.path);
    if (password === undefined) {
      problems.error("secret-missing", `the secret of account ${account.name} is not at hand`, account.secret.at);
      return [];
    }
    const row = problems.quoting("kamailio-unquotable", account.at, () => ({
      key: field(`${account.listener.path}:${account.name}`),
      digest: field(ha1(algorithm, account.name, realm, password)),
    }));
    return row === null ? [] : [row];
  });
}

/**
 * Keys that must be secret and yet the same in every render of one policy. They are made of what is already secret and
 * stays on the host: the accounts' digests. Each purpose has its own, as what one of them hides may become known.
 */
export function hostKey(purpose: string, policyHash: string, digests: readonly string[]): string {
  const hash = createHash("sha256").update(`ringfence ${purpose}\n`).update(policyHash);
  for (const digest of digests) hash.update("\n").update(digest);
  return hash.digest("hex");
}
