import { addressSet, contains, everybody, intersection, isEmpty, sizeOf, unionOf, type AddressSet, type Family } from "./addresses.js";
import { exposureOf, type Exposure, type Query } from "./evaluate.js";
import type { FilterRule, Match, NumberRange, Ruleset } from "./model.js";

/**
 * Which destination ports of this host one sender can reach: as `exposureOf`, with sets of ports where that has sets of
 * sources. One walk answers for all 65 536.
 */
export function portsOpen(ruleset: Ruleset, query: Omit<Query, "destinationPort" | "source"> & { readonly source: bigint }): Exposure {
  return exposureOf(ruleset, { ...query, destinationPort: null });
}

/** A set of ports as ranges. */
export function portRanges({ family, ranges }: AddressSet): NumberRange[] {
  return intersection({ family, ranges }, addressSet(family, [{ first: 0n, last: 65_535n }])).ranges.map(({ first, last }) => ({ first: Number(first), last: Number(last) }));
}

/** Ports as the set that `portsOpen` speaks of. */
export function portSet(family: Family, ports: readonly NumberRange[]): AddressSet {
  return addressSet(family, ports.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) })));
}

/** More than half of all addresses: no list of customers or offices is that. */
export function isWorld(addresses: AddressSet): boolean {
  return sizeOf(addresses) > 1n << (addresses.family === 4 ? 31n : 127n);
}

/** Public addresses over the whole of the space, none of them reserved: one of them speaks for all whom no rule names. */
const CANDIDATES = 256n;

/** An address of the Internet that no rule names, or the first candidate where the rules name all of them. */
export function strangerTo(ruleset: Ruleset, family: Family): bigint {
  const named = unionOf(family, namedBy(ruleset, family));
  for (let index = 0n; index < CANDIDATES; index++) if (!contains(named, candidate(family, index))) return candidate(family, index);
  return candidate(family, 0n);
}

/** Unicast: from 11.0.0.0 up to 223, leaving out what ranges are reserved between; 2600::/12 and its neighbours. */
function candidate(family: Family, index: bigint): bigint {
  if (family === 6) return (0x2600n << 112n) + ((index * 2_654_435_761n % 0x1000n) << 100n) + 0x53n;
  const first = [23n, 45n, 62n, 81n, 93n, 104n, 139n, 151n, 185n, 194n, 205n, 217n][Number(index % 12n)] ?? 23n;
  return (first << 24n) + ((index * 97n + 31n) % 256n << 16n) + ((index * 57n + 77n) % 256n << 8n) + 53n;
}

/** What rules say of sources, but for what means everybody or nearly so. */
function namedBy({ chains }: Ruleset, family: Family): AddressSet[] {
  const seen = new Set<AddressSet>();
  const note = (match: Match): void => {
    const set = match.kind === "source" ? match.addresses : match.kind === "source-set" ? match.members : null;
    if (set !== null && set.family === family && !isEmpty(set) && !isWorld(set)) seen.add(set);
    if (match.kind === "any") match.alternatives.forEach((matches) => matches.forEach(note));
  };
  for (const { rules } of chains.values()) for (const { matches } of rules) matches.forEach(note);
  return [...seen].filter((set) => sizeOf(set) < sizeOf(everybody(family)) / 4n);
}

/** Every rule of a set of rulesets, with its chain. */
export function rulesOf({ chains }: Ruleset): FilterRule[] {
  return [...chains.values()].flatMap(({ rules }) => rules);
}
