/** How the engine reads an option's value; see values.ts for each. */
export type OptionKind =
  | "any" | "ignored" | "text" | "bool" | "yesno" | "uint" | "int" | "double"
  | "100rel" | "acl" | "address" | "algorithms" | "auth-type" | "call-offer" | "caller-id" | "ciphers" | "codec-preferences" | "codecs" | "contacts" | "dtls-fingerprint"
  | "dtls-number" | "dtls-setup" | "dtls-verify" | "dtmf" | "endpoint-acl" | "expression" | "file" | "from-user" | "glare" | "groups" | "identify-by" | "list" | "match" | "media-encryption"
  | "named-groups" | "names" | "networks" | "overload" | "password-digest" | "privacy" | "protocol" | "redirect" | "redirect-methods" | "refresh-method" | "security-mechanisms"
  | "security-negotiation" | "stir-shaken" | "t38-correction" | "timers" | "tls-method" | "tos" | "variable";

export interface OptionFact {
  readonly kind: OptionKind;
  /** As Asterisk's sources write it; null where it differs between versions or machines. */
  readonly default: string | null;
  /** Inclusive; a number outside is an error. */
  readonly range?: readonly [least: number, most: number];
  /** First releases that know the option, one of each branch, `18.16 20.1 21 22`; absent where every supported one does. A branch that is not named never had it. */
  readonly since?: string;
}

export type OptionTable = Readonly<Record<string, OptionFact>>;

/** A version as a policy or a user gives it: `22`, `22.5`, `22.5.1`. What is left out counts as the branch's last release. */
export type AsteriskVersion = string;

const numbers = (version: string): number[] => version.split(".").map((part) => Number.parseInt(part, 10));

/** Whether a release knows what came with `since`. */
export function knownSince(since: string | undefined, version: AsteriskVersion): boolean {
  if (since === undefined) return true;
  const [major = 0, minor = Infinity, patch = Infinity] = numbers(version);
  const firsts = since.split(" ").map(numbers);
  const [, firstMinor = 0, firstPatch = 0] = firsts.find(([branch]) => branch === major) ?? [];
  if (!firsts.some(([branch]) => branch === major)) return major > Math.max(...firsts.map(([branch = 0]) => branch));
  return minor > firstMinor || (minor === firstMinor && patch >= firstPatch);
}
