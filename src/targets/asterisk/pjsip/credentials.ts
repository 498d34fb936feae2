import type { SecretRef } from "../../../policy/types.js";
import type { DigestAlgorithm } from "../../../posture/index.js";
import { ha1 } from "../../digest.js";
import { type Text, value, word } from "../quote.js";
import type { Scene } from "../scene.js";

/** What an `auth` object holds for someone who proves who they are to us: digests, never the password. */
export interface CredentialView {
  readonly name: Text;
  readonly username: Text;
  readonly realm: Text;
  /** `password_digest = SHA-256:...`, or `md5_cred = ...` where nothing else is known. */
  readonly digests: readonly { readonly option: Text; readonly value: Text }[];
}

/**
 * The digests in the policy's order, as far as this version knows them. Older releases know MD5 alone: offered with a
 * warning where the policy lists it, else an error, since there is nothing both sides would agree to.
 */
export function algorithmsOf({ policy, able, problems }: Scene): readonly DigestAlgorithm[] {
  const { value: wanted, at } = policy.auth.algorithms;
  if (able.digests || (wanted.length === 1 && wanted[0] === "MD5")) return wanted;
  const message = `Asterisk ${policy.engines.asterisk?.text ?? ""} knows the digest MD5 alone; SHA-256 came with 20.12, 21.7 and 22.2`;
  if (wanted.includes("MD5")) problems.warning("asterisk-digest-unknown", `${message}: it will offer MD5`, at);
  else problems.error("asterisk-digest-unknown", message, at, "update Asterisk, or list MD5 too");
  return wanted.filter((algorithm) => algorithm === "MD5");
}

/** Null, and an error, where the secret is not at hand. */
export function secretOf(secret: SecretRef, whose: string, { secrets, problems }: Scene): string | null {
  const password = secrets.get(secret.path);
  if (password !== undefined) return password;
  problems.error("secret-missing", `the secret of ${whose} is not at hand`, secret.at);
  return null;
}

export function credentialOf(object: Text, username: string, password: string, algorithms: readonly DigestAlgorithm[], scene: Scene): CredentialView {
  const realm = scene.policy.auth.realm.value;
  return {
    name: object, username: value(username), realm: value(realm),
    digests: algorithms.map((algorithm) => {
      const digest = ha1(algorithm, username, realm, password);
      return scene.able.digests ? { option: word("password_digest"), value: word(`${algorithm}:${digest}`) } : { option: word("md5_cred"), value: word(digest) };
    }),
  };
}

/** `digest` came with the digests; before, the type says in which form the secret is held. */
export function authTypeOf({ able }: Scene, before: "md5" | "userpass"): Text {
  return word(able.digests ? "digest" : before);
}
