import type { NumberClass } from "../posture/index.js";
import { type Digits, expand, parseDigits, toPosix } from "./digits.js";
import { callingCodes, type CountryPlan, type Kind, planOf, plansOf } from "./metadata.js";

/** Something dialled before a number: a POSIX (and JavaScript) expression of strings that all have one length. */
export interface Prefix {
  readonly pattern: string;
  readonly length: number;
}

/** Numbers of one class: those that fit both expressions entirely. Both are written for POSIX and JavaScript alike. */
export interface NumberRule {
  readonly class: NumberClass;
  readonly country: string | null;
  readonly general: string;
  readonly pattern: string;
}

/** How people of one country dial, and what numbers are worth to them. */
export interface Numbering {
  readonly home: string;
  readonly callingCode: string;
  /** Longest first, as all prefixes. */
  readonly international: readonly Prefix[];
  readonly national: readonly Prefix[];
  /** A national number is dialled without any prefix. */
  readonly bare: boolean;
  /** Mobile numbers can be told from fixed ones; where they cannot, all of them are `national`. */
  readonly mobileApart: boolean;
  /** Every calling code in use; none is the start of another. */
  readonly callingCodes: readonly string[];
  /** Rules for the digits after a calling code; the first that fits decides, none means an unknown number. */
  rulesOf(callingCode: string): readonly NumberRule[];
}

/**
 * The class of each kind at home. Where a plan does not tell fixed from mobile (all of North America), a number is
 * `national`. Voicemail access numbers have no class: they are unknown.
 */
const CLASS: Readonly<Record<Kind, NumberClass | null>> = {
  FIXED_LINE: "national",
  MOBILE: "mobile",
  TOLL_FREE: "toll-free",
  PREMIUM_RATE: "premium",
  SHARED_COST: "shared-cost",
  PERSONAL_NUMBER: "personal",
  VOIP: "voip",
  UAN: "uan",
  PAGER: "pager",
  VOICEMAIL: null,
};

/** What costs the caller most is looked for first; the patterns of different kinds hardly ever overlap. */
const ORDER: readonly Kind[] = ["PREMIUM_RATE", "SHARED_COST", "FIXED_LINE", "MOBILE", "TOLL_FREE", "VOIP", "PERSONAL_NUMBER", "PAGER", "UAN"];
const DEAR: readonly Kind[] = ["PREMIUM_RATE", "SHARED_COST"];

const known = new Map<string, Numbering | null>();

/** @param home ISO 3166-1 alpha-2 @returns null for a country whose numbering plan is not known */
export function numberingOf(home: string): Numbering | null {
  const found = known.get(home);
  if (found !== undefined) return found;
  const plan = planOf(home);
  const made = plan === null ? null : build(home, plan);
  known.set(home, made);
  return made;
}

function build(home: string, plan: CountryPlan): Numbering {
  const rules = new Map<string, readonly NumberRule[]>();
  return {
    home,
    callingCode: plan.callingCode,
    international: prefixes(plan.internationalPrefix, () => true),
    national: prefixes(plan.nationalPrefixes, (text) => text.startsWith(plan.nationalPrefix ?? "-")),
    bare: plan.prefixMayBeLeftOut,
    mobileApart: plan.kinds.get("MOBILE") !== "",
    callingCodes: callingCodes(),
    rulesOf(callingCode) {
      const made = rules.get(callingCode) ?? rulesFor(home, plansOf(callingCode));
      rules.set(callingCode, made);
      return made;
    },
  };
}

/** A number that the home country's own plan has is a home number, even where the calling code is shared. */
function rulesFor(home: string, plans: readonly CountryPlan[]): NumberRule[] {
  const atHome = plans.filter((plan) => plan.country === home).flatMap((plan) => rulesOfPlan(plan, ORDER, (kind) => CLASS[kind]));
  const abroad = plans.filter((plan) => plan.country !== home);
  const dear = abroad.flatMap((plan) => rulesOfPlan(plan, DEAR, () => "premium"));
  const others = abroad.flatMap((plan) => rulesOfPlan(plan, ORDER.filter((kind) => !DEAR.includes(kind)), () => "international"));
  return [...atHome, ...dear, ...others];
}

function rulesOfPlan(plan: CountryPlan, kinds: readonly Kind[], classOf: (kind: Kind) => NumberClass | null): NumberRule[] {
  const byClass = new Map<NumberClass, string[]>();
  for (const kind of kinds) {
    const pattern = plan.kinds.get(kind);
    const known = classOf(kind);
    if (pattern === undefined || pattern === "" || known === null) continue;
    byClass.set(known, [...(byClass.get(known) ?? []), toPosix(parseDigits(pattern))]);
  }
  const general = toPosix(parseDigits(plan.general));
  return [...byClass].map(([known, patterns]) => ({ class: known, country: plan.country, general, pattern: patterns.join("|") }));
}

function prefixes(pattern: string | null, wanted: (text: string) => boolean): Prefix[] {
  if (pattern === null) return [];
  const byLength = new Map<number, string[]>();
  for (const places of expand(parseDigits(pattern))) {
    const text = toPosix({ kind: "sequence", parts: places.map((of): Digits => ({ kind: "one", of })) });
    if (places.length > 0 && wanted(text)) byLength.set(places.length, [...(byLength.get(places.length) ?? []), text]);
  }
  return [...byLength].sort(([a], [b]) => b - a).map(([length, texts]) => ({ length, pattern: [...new Set(texts)].sort().join("|") }));
}
