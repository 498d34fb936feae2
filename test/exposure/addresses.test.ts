import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addressSet, complement, contains, difference, everybody, intersection, isEmpty, isEverybody, nobody, sizeOf, union, unionOf, type AddressSet, type Family } from "../../src/exposure/index.js";
import { Remainder } from "../../src/exposure/remainder.js";

const LAST: Readonly<Record<Family, bigint>> = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n };

/** Few different edges, so that ranges touch, overlap and coincide; the ends of the family among them. */
const edge = (family: Family): fc.Arbitrary<bigint> => fc.oneof(fc.bigInt(0n, 40n), fc.bigInt(LAST[family] - 40n, LAST[family]), fc.bigInt(0n, LAST[family]));

function sets(family: Family, maxLength = 12): fc.Arbitrary<AddressSet> {
  const range = fc.tuple(edge(family), edge(family)).map(([a, b]) => (a < b ? { first: a, last: b } : { first: b, last: a }));
  const dots = fc.array(fc.bigInt(0n, 400n).map((first) => ({ first, last: first })), { maxLength: 120 });
  return fc.oneof(fc.array(range, { maxLength }), dots).map((ranges) => addressSet(family, ranges));
}

const families: fc.Arbitrary<Family> = fc.constantFrom(4, 6);
const two = families.chain((family) => fc.tuple(sets(family), sets(family)));
const three = families.chain((family) => fc.tuple(sets(family), sets(family), sets(family)));
const OPTIONS = { numRuns: 1_500, seed: 20261122 };

/** Sorted, within the family, neither touching nor overlapping: then equal sets have equal ranges. */
function wellFormed({ family, ranges }: AddressSet): void {
  for (const [index, { first, last }] of ranges.entries()) {
    assert.ok(first >= 0n && first <= last && last <= LAST[family]);
    const next = ranges[index + 1];
    assert.ok(next === undefined || last + 1n < next.first);
  }
}

test("every operation gives a well formed set", () => {
  fc.assert(
    fc.property(two, ([a, b]) => {
      for (const set of [a, union(a, b), unionOf(a.family, [a, b, a]), intersection(a, b), complement(a), difference(a, b)]) wellFormed(set);
    }),
    OPTIONS,
  );
});

test("the operations mean what they mean for each address", () => {
  const asked = two.chain(([a, b]) => fc.tuple(fc.constant(a), fc.constant(b), edge(a.family)));
  fc.assert(
    fc.property(asked, ([a, b, address]) => {
      const [inA, inB] = [a, b].map(({ ranges }) => ranges.some(({ first, last }) => first <= address && address <= last));
      assert.equal(contains(a, address), inA);
      assert.equal(contains(union(a, b), address), inA === true || inB === true);
      assert.equal(contains(intersection(a, b), address), inA === true && inB === true);
      assert.equal(contains(difference(a, b), address), inA === true && inB === false);
      assert.equal(contains(complement(a), address), !inA);
    }),
    OPTIONS,
  );
});

test("the laws of set algebra hold", () => {
  fc.assert(
    fc.property(three, ([a, b, c]) => {
      const { family } = a;
      const [all, none] = [everybody(family), nobody(family)];
      assert.deepEqual(union(a, b), union(b, a));
      assert.deepEqual(intersection(a, b), intersection(b, a));
      assert.deepEqual(union(a, union(b, c)), union(union(a, b), c));
      assert.deepEqual(intersection(a, intersection(b, c)), intersection(intersection(a, b), c));
      assert.deepEqual(intersection(a, union(b, c)), union(intersection(a, b), intersection(a, c)));
      assert.deepEqual(union(a, intersection(b, c)), intersection(union(a, b), union(a, c)));
      assert.deepEqual(complement(union(a, b)), intersection(complement(a), complement(b)));
      assert.deepEqual(complement(complement(a)), a);
      assert.deepEqual(difference(a, b), intersection(a, complement(b)));
      assert.deepEqual([union(a, none), intersection(a, all), union(a, all), intersection(a, none)], [a, a, all, none]);
      assert.deepEqual([union(a, complement(a)), intersection(a, complement(a))], [all, none]);
      assert.deepEqual(union(intersection(a, b), difference(a, b)), a);
      assert.deepEqual(unionOf(family, [a, b, c]), union(a, union(b, c)));
    }),
    OPTIONS,
  );
});

test("sizes add up, and the empty and the full set are known", () => {
  fc.assert(
    fc.property(two, ([a, b]) => {
      assert.equal(sizeOf(a) + sizeOf(b), sizeOf(union(a, b)) + sizeOf(intersection(a, b)));
      assert.equal(sizeOf(complement(a)), LAST[a.family] + 1n - sizeOf(a));
      assert.equal(isEmpty(a), sizeOf(a) === 0n);
      assert.equal(isEverybody(a), isEmpty(complement(a)));
    }),
    OPTIONS,
  );
});

test("a remainder is what the plain operations make of the same changes", () => {
  const changes = families.chain((family) => fc.tuple(sets(family), fc.array(fc.tuple(sets(family, 2), sets(family, 2), fc.boolean()), { maxLength: 30 })));
  fc.assert(
    fc.property(changes, ([start, steps]) => {
      const remainder = new Remainder(start);
      let plain = start;
      for (const [mask, value, asks] of steps) {
        if (asks) assert.deepEqual(remainder.overlap(mask), intersection(plain, mask));
        const within = intersection(value, mask);
        remainder.put(mask, within);
        plain = union(difference(plain, mask), within);
        if (remainder.knownEmpty) assert.ok(isEmpty(plain));
      }
      assert.deepEqual(remainder.whole(), plain);
    }),
    OPTIONS,
  );
});
