import { isKnown, type PjsipObject } from "../../posture/index.js";
import { optionIn, valueIn, type Sip } from "./sip.js";

/** Shorter ones fall to a graphics card within days once one digest was seen. */
const SHORT = 12;
/** Shorter ones fall to guessing over the network. */
const VERY_SHORT = 8;

/** What every list of default passwords begins with, and what the engine's own examples show. */
const COMMON: ReadonlySet<string> = new Set([
  "1234567890", "password", "password1", "passw0rd", "p@ssw0rd", "secret", "mysecret", "supersecret", "changeme", "changeit", "default", "asterisk", "admin", "administrator", "welcome", "letmein", "qwerty",
  "qwertyuiop", "abc123", "test", "test123", "test1234", "test password", "testpassword", "unsecurepassword", "ae3%b8*$jk^g", "voip", "voippassword", "sip", "sippassword", "phone", "phonepassword", "extension", "trunk", "provider", "freepbx",
  "issabel", "elastix", "polycom", "cisco", "yealink", "grandstream", "iloveyou", "1q2w3e4r", "1qaz2wsx", "zaq12wsx", "yourpassword", "strongpassword", "verysecret", "replaceme", "amp111", "amp109", "markpasswd", "moofoo", "foomoo", "shazbot", "myscret", "thegrouch", "mypass", "asteriskuser", "asterisk123",
]);

/** Why a password is guessed, and how soon; null for one that is not. Nothing of it is told. */
export interface Weakness {
  readonly grave: boolean;
  readonly because: string;
}

/** @param names what belongs to the account: its user name, the names of its objects */
export function weaknessOf(password: string, names: readonly string[]): Weakness | null {
  const plain = password.toLowerCase();
  if (COMMON.has(plain)) return { grave: true, because: "it is one of the first that anybody tries" };
  const derived = names.filter((name) => name !== "").map((name) => name.toLowerCase()).find((name) => plain === name + name || plain === [...name].reverse().join("") || (name.length > 2 && plain.includes(name) && plain.length - name.length <= 4));
  if (derived !== undefined) return { grave: true, because: "it is made of the account's own name" };
  if (password.length < VERY_SHORT) return { grave: true, because: `it is shorter than ${VERY_SHORT} characters` };
  if (new Set(plain).size <= 3) return { grave: true, because: "it is made of a few characters over and over" };
  if (/^\d+$/.test(password) && password.length < 20) return { grave: password.length < SHORT, because: "it is made of digits alone" };
  return password.length < SHORT ? { grave: false, because: `it is shorter than ${SHORT} characters` } : null;
}

/** The password that an auth object holds; null where it has none, or it is not in the files. */
export function passwordOf(sip: Sip, auth: PjsipObject): string | null {
  const fact = optionIn(sip, auth, "password");
  return isKnown(fact) && fact.value !== "" ? fact.value : null;
}

/** The account's own name is its password. */
export function isOwnName(sip: Sip, auth: PjsipObject, users: readonly PjsipObject[]): boolean {
  const password = passwordOf(sip, auth)?.toLowerCase();
  return password !== undefined && namesOf(sip, auth, users).some((name) => name.toLowerCase() === password);
}

export function namesOf(sip: Sip, auth: PjsipObject, users: readonly PjsipObject[]): readonly string[] {
  return [valueIn(sip, auth, "username"), auth.id, ...users.slice(0, 20).map(({ id }) => id)];
}
