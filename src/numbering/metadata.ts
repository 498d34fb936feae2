import { createRequire } from "node:module";

/**
 * Numbering plans as libphonenumber keeps them, in the compact form of libphonenumber-js. The positions in these arrays
 * are documented in that library's METADATA.md (version 4 of the format); 0 stands for "absent".
 */
interface Metadata {
  readonly version: number;
  readonly country_calling_codes: Readonly<Record<string, readonly string[]>>;
  readonly countries: Readonly<Record<string, Plan>>;
  readonly nonGeographic: Readonly<Record<string, Plan>>;
}
type Plan = readonly unknown[];

export const KINDS = [
  "FIXED_LINE", "MOBILE", "TOLL_FREE", "PREMIUM_RATE", "PERSONAL_NUMBER", "VOICEMAIL", "UAN", "PAGER", "VOIP", "SHARED_COST",
] as const;
export type Kind = (typeof KINDS)[number];

/** One country's plan, or that of a calling code without a country; patterns are those of `digits.ts`. */
export interface CountryPlan {
  /** ISO 3166-1 alpha-2; null for a calling code that belongs to no country (+870, +979, ...). */
  readonly country: string | null;
  readonly callingCode: string;
  readonly internationalPrefix: string | null;
  readonly nationalPrefix: string | null;
  /** What may stand before a national number, with carrier selection where it has no groups to be kept; else null. */
  readonly nationalPrefixes: string | null;
  /** Some numbers are written without the national prefix, so that people dial them without. */
  readonly prefixMayBeLeftOut: boolean;
  /** Every national number fits this. */
  readonly general: string;
  /** Pattern of each kind that exists. An empty MOBILE pattern means: the same as FIXED_LINE. */
  readonly kinds: ReadonlyMap<Kind, string>;
}

let loaded: Metadata | undefined;

/** Read at the first need: a run that asks for no number does not pay for 150 kB of JSON. */
function metadata(): Metadata {
  loaded ??= createRequire(import.meta.url)("libphonenumber-js/metadata.max.json") as Metadata;
  if (loaded.version !== 4) throw new Error(`libphonenumber-js metadata of version ${loaded.version}: its positions must be checked anew`);
  return loaded;
}

export function callingCodes(): readonly string[] {
  const { country_calling_codes: codes, nonGeographic } = metadata();
  return [...Object.keys(codes), ...Object.keys(nonGeographic)].sort();
}

/** Plans behind a calling code, the main country first; empty where the code is not in use. */
export function plansOf(callingCode: string): readonly CountryPlan[] {
  const { country_calling_codes: codes, countries, nonGeographic } = metadata();
  const global = nonGeographic[callingCode];
  if (global !== undefined) return [read(null, global, global)];
  const names = codes[callingCode] ?? [];
  const main = countries[names[0] ?? ""];
  return names.flatMap((name) => {
    const plan = countries[name];
    return plan === undefined || main === undefined ? [] : [read(name, plan, main)];
  });
}

/** @param country ISO 3166-1 alpha-2 @returns null for a country that no plan is known of */
export function planOf(country: string): CountryPlan | null {
  const plan = Object.hasOwn(metadata().countries, country) ? metadata().countries[country] : undefined;
  if (plan === undefined) return null;
  return plansOf(String(plan[0])).find((each) => each.country === country) ?? null;
}

/** Formats stand with the main country of a calling code alone. */
function read(country: string | null, plan: Plan, main: Plan): CountryPlan {
  const text = (at: number): string | null => (typeof plan[at] === "string" ? plan[at] : null);
  const nationalPrefix = text(5);
  const parsing = text(7) ?? nationalPrefix;
  return {
    country,
    callingCode: text(0) ?? "",
    internationalPrefix: text(1),
    nationalPrefix,
    nationalPrefixes: parsing === null || /\((?!\?:)/.test(parsing) ? nationalPrefix : parsing,
    prefixMayBeLeftOut: nationalPrefix === null || formatsOf(plan, main).some((format) => Boolean(format[4]) || !(format[3] ?? plan[6] ?? main[6])),
    general: text(2) ?? "",
    kinds: new Map(
      KINDS.flatMap((kind, at): [Kind, string][] => {
        const pattern = (plan[11] as readonly (readonly unknown[] | 0)[] | 0 | undefined) || [];
        const entry = pattern[at];
        return Array.isArray(entry) && typeof entry[0] === "string" ? [[kind, entry[0]]] : [];
      }),
    ),
  };
}

function formatsOf(plan: Plan, main: Plan): readonly (readonly unknown[])[] {
  const formats = plan[4] || main[4] || [];
  return Array.isArray(formats) ? (formats as readonly (readonly unknown[])[]) : [];
}
