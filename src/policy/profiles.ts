import type { DigestAlgorithm, MediaEncryption } from "../posture/index.js";
import type { Ban, Profile, Rate, Tls } from "./types.js";

/** What a profile decides where the policy is silent. Durations in seconds. */
export interface Defaults {
  readonly tlsMinimum: Tls["minimum"]["value"];
  readonly clientCertificates: Tls["clientCertificates"]["value"];
  readonly algorithms: readonly DigestAlgorithm[];
  readonly mediaEncryption: MediaEncryption;
  readonly mediaPorts: { readonly first: number; readonly last: number };
  readonly register: Rate;
  readonly invite: Rate;
  readonly ban: Ban;
  readonly sshPort: number;
  readonly amiPort: number;
}

/** Advice as it stood in one month. A published guideline is never edited: new advice is a new guideline beside it. */
export interface Guideline {
  readonly date: string;
  /** The profile of a policy that names none. */
  readonly profile: Profile;
  readonly profiles: Readonly<Record<Profile, Defaults>>;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const strict202611: Defaults = {
  // RFC 8996 retired TLS 1.0 and 1.1 for every use.
  tlsMinimum: "1.2",
  clientCertificates: "none",
  // RFC 8760 brought SHA-256 to SIP digest; MD5 is left out so that nobody can be talked down to it.
  algorithms: ["SHA-256"],
  mediaEncryption: "sdes",
  mediaPorts: { first: 20000, last: 20999 },
  register: { text: "10/min", count: 10, per: MINUTE, burst: 20 },
  invite: { text: "20/min", count: 20, per: MINUTE, burst: 10 },
  ban: { failures: 5, within: 10 * MINUTE, for: HOUR, atMost: 24 * HOUR },
  sshPort: 22,
  amiPort: 5038,
};

const standard202611: Defaults = {
  ...strict202611,
  algorithms: ["SHA-256", "MD5"],
  mediaPorts: { first: 20000, last: 23999 },
  register: { text: "20/min", count: 20, per: MINUTE, burst: 40 },
  invite: { text: "30/min", count: 30, per: MINUTE, burst: 20 },
};

const legacyPhones202611: Defaults = {
  ...standard202611,
  // A device that meets two challenges and understands the first one only may fail: they are offered what they know.
  algorithms: ["MD5"],
  // Old devices register anew for every line and after every hiccup.
  register: { text: "30/min", count: 30, per: MINUTE, burst: 60 },
  ban: { failures: 8, within: 10 * MINUTE, for: HOUR, atMost: 24 * HOUR },
};

export const GUIDELINES: readonly Guideline[] = [
  {
    date: "2026-11",
    profile: "standard",
    profiles: { "strict": strict202611, "standard": standard202611, "legacy-phones": legacyPhones202611 },
  },
];

/** The guideline that a policy without a date of its own follows: the newest. */
export function currentGuideline(): Guideline {
  const newest = GUIDELINES.at(-1);
  if (newest === undefined) throw new Error("there is no guideline");
  return newest;
}
