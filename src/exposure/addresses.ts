/**
 * Sets of addresses as sorted lists of inclusive ranges that neither touch nor overlap. IPv4 and IPv6 are separate
 * worlds: an IPv4 set is never compared with an IPv6 one.
 */
export type Family = 4 | 6;

export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

export interface AddressSet {
  readonly family: Family;
  readonly ranges: readonly Range[];
}

const LAST: Readonly<Record<Family, bigint>> = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n };

export function nobody(family: Family): AddressSet {
  return { family, ranges: [] };
}

export function everybody(family: Family): AddressSet {
  return { family, ranges: [{ first: 0n, last: LAST[family] }] };
}

/** Sorts, joins and bounds any list of ranges. */
export function addressSet(family: Family, ranges: readonly Range[]): AddressSet {
  const sorted = ranges.filter(({ first, last }) => first <= last).toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const joined: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of sorted) {
    const previous = joined.at(-1);
    if (previous !== undefined && first <= previous.last + 1n) previous.last = last > previous.last ? last : previous.last;
    else joined.push({ first, last });
  }
  return { family, ranges: joined };
}

export function union(a: AddressSet, b: AddressSet): AddressSet {
  if (a.ranges.length === 0) return b;
  if (b.ranges.length === 0) return a;
  return addressSet(a.family, [...a.ranges, ...b.ranges]);
}

/** Linear in both lists. */
export function intersection(a: AddressSet, b: AddressSet): AddressSet {
  const ranges: Range[] = [];
  for (let i = 0, j = 0; i < a.ranges.length && j < b.ranges.length; ) {
    const [left, right] = [a.ranges[i], b.ranges[j]];
    if (left === undefined || right === undefined) break;
    const first = left.first > right.first ? left.first : right.first;
    const last = left.last < right.last ? left.last : right.last;
    if (first <= last) ranges.push({ first, last });
    if (left.last < right.last) i++;
    else j++;
  }
  return { family: a.family, ranges };
}

export function complement(a: AddressSet): AddressSet {
  const ranges: Range[] = [];
  let next = 0n;
  for (const { first, last } of a.ranges) {
    if (first > next) ranges.push({ first: next, last: first - 1n });
    next = last + 1n;
  }
  if (next <= LAST[a.family]) ranges.push({ first: next, last: LAST[a.family] });
  return { family: a.family, ranges };
}

export function difference(a: AddressSet, b: AddressSet): AddressSet {
  return b.ranges.length === 0 || a.ranges.length === 0 ? a : intersection(a, complement(b));
}

export function isEmpty(a: AddressSet): boolean {
  return a.ranges.length === 0;
}

export function isEverybody(a: AddressSet): boolean {
  return complement(a).ranges.length === 0;
}

export function contains(a: AddressSet, address: bigint): boolean {
  return a.ranges.some(({ first, last }) => first <= address && address <= last);
}

export function sizeOf(a: AddressSet): bigint {
  return a.ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}
