import { addressSet, difference, intersection, isEmpty, nobody, unionOf, type AddressSet } from "./addresses.js";

/** Within `mask` the set is `value`, whatever it was before. */
interface Layer {
  readonly mask: AddressSet;
  readonly value: AddressSet;
}

/**
 * A set that is asked for small parts and changed in small parts again and again, as the senders that are left while rule
 * after rule takes some. The changes lie on top of the set in layers, each more than twice as large as the next, so that a
 * part costs a few searches and n changes cost about n·log² n steps, not n².
 */
export class Remainder {
  #layers: Layer[] = [];

  constructor(private base: AddressSet) {}

  /** Whether nothing is left for certain; a set whose last parts went one by one may be empty and not know it. */
  get knownEmpty(): boolean {
    return this.#layers.length === 0 && isEmpty(this.base);
  }

  /** What of a part is in the set. */
  overlap(part: AddressSet): AddressSet {
    if (part.ranges.length * 8 > this.base.ranges.length) return intersection(this.whole(), part);
    const found: AddressSet[] = [];
    let open = part;
    for (const { mask, value } of this.#layers.toReversed()) {
      found.push(intersection(value, open));
      open = difference(open, mask);
    }
    found.push(intersection(this.base, open));
    return unionOf(part.family, found);
  }

  /** From now on the set is `value` within `mask`; `value` lies in `mask`. */
  put(mask: AddressSet, value: AddressSet = nobody(mask.family)): void {
    if (isEmpty(mask)) return;
    this.#layers.push({ mask, value });
    while (this.#mergeLast());
    if (mask.ranges.length * 8 > this.base.ranges.length) this.whole();
  }

  /** Makes one of the two topmost layers where the upper is not much the smaller. */
  #mergeLast(): boolean {
    const [before, last] = this.#layers.slice(-2);
    if (before === undefined || last === undefined || last.mask.ranges.length * 2 < before.mask.ranges.length) return false;
    const { family } = last.mask;
    const mask = unionOf(family, [before.mask, last.mask]);
    this.#layers.splice(-2, 2, { mask, value: unionOf(family, [difference(before.value, last.mask), last.value]) });
    return true;
  }

  /** The set as it is now. */
  whole(): AddressSet {
    for (const { mask, value } of this.#layers) this.base = addressSet(mask.family, [...difference(this.base, mask).ranges, ...value.ranges]);
    this.#layers = [];
    return this.base;
  }
}
