import type { NumberClass } from "../posture/index.js";
import { type Numbering, type NumberRule, numberingOf } from "./numbering.js";

/** What a dialled string is worth. Accounts and emergency numbers are the policy's own and decided before this. */
export interface Classified {
  /** `+` and digits; null where the number is unknown. */
  readonly e164: string | null;
  /** ISO 3166-1 alpha-2; null where the number is unknown or belongs to no country. */
  readonly country: string | null;
  /** `unknown` is refused by every plan: no numbering plan has such a number. */
  readonly class: NumberClass | "unknown";
}

const UNKNOWN: Classified = { e164: null, country: null, class: "unknown" };

/** Ways to read what was dialled, in the order in which they are tried. */
export interface Reading {
  /** What the dialled digits start with. */
  readonly prefix: string;
  /** How many of them are taken away, and what is put before the rest to make it E.164. */
  readonly drop: number;
  readonly put: string;
}

/** The readings of digits without a `+`: international, national, bare. The first that gives a known number is meant. */
export function readingsOf(numbering: Numbering): Reading[] {
  return [
    ...numbering.international.map(({ pattern, length }) => ({ prefix: pattern, drop: length, put: "" })),
    ...numbering.national.map(({ pattern, length }) => ({ prefix: pattern, drop: length, put: numbering.callingCode })),
    ...(numbering.bare ? [{ prefix: "", drop: 0, put: numbering.callingCode }] : []),
  ];
}

/**
 * Country and class of a dialled string, as people in `home` mean it: `+` and E.164, the international prefix and
 * E.164, the national prefix and a national number, or a national number alone where it is written so.
 * - A number of another country is `international`, its premium-rate and shared-cost numbers are `premium`.
 * - Anything but digits behind an optional `+` is unknown; so is a number that no numbering plan has.
 * @param home ISO 3166-1 alpha-2; of an unknown country, every number is unknown
 */
export function classify(dialled: string, home: string): Classified {
  const numbering = numberingOf(home);
  if (numbering === null || !/^\+?[0-9]+$/.test(dialled)) return UNKNOWN;
  if (dialled.startsWith("+")) return classifyE164(dialled.slice(1), numbering);
  for (const { prefix, drop, put } of readingsOf(numbering)) {
    if (!new RegExp(`^(${prefix})[0-9]`).test(dialled)) continue;
    const found = classifyE164(`${put}${dialled.slice(drop)}`, numbering);
    if (found.class !== "unknown") return found;
  }
  return UNKNOWN;
}

function classifyE164(digits: string, numbering: Numbering): Classified {
  const code = numbering.callingCodes.find((each) => digits.startsWith(each));
  if (code === undefined) return UNKNOWN;
  const rule = numbering.rulesOf(code).find((each) => fits(each, digits.slice(code.length)));
  return rule === undefined ? UNKNOWN : { e164: `+${digits}`, country: rule.country, class: rule.class };
}

function fits(rule: NumberRule, national: string): boolean {
  return new RegExp(`^(${rule.general})$`).test(national) && new RegExp(`^(${rule.pattern})$`).test(national);
}
