/**
 * Sets of addresses as sorted lists of inclusive ranges that neither touch nor overlap. IPv4 and IPv6 are separate
 * worlds: an IPv4 set is never compared with an IPv6 one. Nothing here changes a set; results may share ranges.
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
const NOBODY: Readonly<Record<Family, AddressSet>> = { 4: { family: 4, ranges: [] }, 6: { family: 6, ranges: [] } };
const EVERYBODY: Readonly<Record<Family, AddressSet>> = {
  4: { family: 4, ranges: [{ first: 0n, last: LAST[4] }] },
  6: { family: 6, ranges: [{ first: 0n, last: LAST[6] }] },
};

/** From this many times the size on, searching the larger list is cheaper than walking along it. */
const MUCH_LARGER = 16;

export function nobody(family: Family): AddressSet {
  return NOBODY[family];
}

export function everybody(family: Family): AddressSet {
  return EVERYBODY[family];
}

/** Sorts, joins and bounds any list of ranges. */
export function addressSet(family: Family, ranges: readonly Range[]): AddressSet {
  const sorted = ranges
    .map(({ first, last }) => ({ first: first < 0n ? 0n : first, last: last > LAST[family] ? LAST[family] : last }))
    .filter(({ first, last }) => first <= last)
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const joined: { first: bigint; last: bigint }[] = [];
  for (const range of sorted) {
    const previous = joined.at(-1);
    if (previous !== undefined && range.first <= previous.last + 1n) previous.last = range.last > previous.last ? range.last : previous.last;
    else joined.push(range);
  }
  return { family, ranges: joined };
}

export function union(a: AddressSet, b: AddressSet): AddressSet {
  if (isEmpty(a) || isEverybody(b)) return b;
  if (isEmpty(b) || isEverybody(a)) return a;
  return addressSet(a.family, [...a.ranges, ...b.ranges]);
}

/** One pass over all of them, whatever their number. */
export function unionOf(family: Family, sets: readonly AddressSet[]): AddressSet {
  const [only, second] = sets.filter((set) => !isEmpty(set));
  if (second === undefined) return only ?? nobody(family);
  return addressSet(family, sets.flatMap(({ ranges }) => ranges));
}

/** Linear in both lists, or in the smaller one times the logarithm of the larger where their sizes differ much. */
export function intersection(a: AddressSet, b: AddressSet): AddressSet {
  if (isEmpty(a) || isEverybody(b)) return a;
  if (isEmpty(b) || isEverybody(a)) return b;
  const [small, large] = a.ranges.length < b.ranges.length ? [a, b] : [b, a];
  const ranges: Range[] = [];
  let index = 0;
  for (const range of small.ranges) {
    index = firstEndingFrom(large.ranges, range.first, index, small.ranges.length);
    for (let at = index, other = large.ranges[at]; other !== undefined && other.first <= range.last; other = large.ranges[++at]) {
      ranges.push({ first: other.first > range.first ? other.first : range.first, last: other.last < range.last ? other.last : range.last });
    }
  }
  return { family: a.family, ranges };
}

/** Index of the first range, from `start` on, that does not end before the address. `searches` is how often one will be looked for. */
function firstEndingFrom(ranges: readonly Range[], address: bigint, start: number, searches: number): number {
  let low = start;
  if (searches * MUCH_LARGER > ranges.length) {
    for (let range = ranges[low]; range !== undefined && range.last < address; range = ranges[++low]);
    return low;
  }
  for (let high = ranges.length; low < high; ) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range !== undefined && range.last < address) low = middle + 1;
    else high = middle;
  }
  return low;
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

/** What is in `a` and not in `b`; searches `b` where it is much the larger one. */
export function difference(a: AddressSet, b: AddressSet): AddressSet {
  if (isEmpty(a) || isEmpty(b)) return a;
  const ranges: Range[] = [];
  let index = 0;
  for (const range of a.ranges) {
    index = firstEndingFrom(b.ranges, range.first, index, a.ranges.length);
    let next = range.first;
    for (let at = index, hole = b.ranges[at]; hole !== undefined && hole.first <= range.last; hole = b.ranges[++at]) {
      if (hole.first > next) ranges.push({ first: next, last: hole.first - 1n });
      next = hole.last + 1n;
    }
    if (next <= range.last) ranges.push(next === range.first ? range : { first: next, last: range.last });
  }
  return { family: a.family, ranges };
}

export function isEmpty(a: AddressSet): boolean {
  return a.ranges.length === 0;
}

export function isEverybody({ family, ranges }: AddressSet): boolean {
  const [only] = ranges;
  return ranges.length === 1 && only !== undefined && only.first === 0n && only.last === LAST[family];
}

export function contains({ ranges }: AddressSet, address: bigint): boolean {
  const range = ranges[firstEndingFrom(ranges, address, 0, 0)];
  return range !== undefined && range.first <= address;
}

export function sizeOf(a: AddressSet): bigint {
  return a.ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}
