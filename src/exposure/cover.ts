import { difference, isEmpty, isEverybody, nobody, type AddressSet, type Family } from "./addresses.js";
import { holdsRest, holdsSet, restKey, type Box } from "./box.js";
import type { FilterRule } from "./model.js";
import { Remainder } from "./remainder.js";

/** Boxes alike in all but senders and destination ports. */
interface Group {
  readonly rest: Box;
  /** The first ones, each to be compared by itself. */
  readonly single: { readonly box: Box; readonly rule: FilterRule }[];
  /** Senders whose packets to every port are decided, and ports at which every sender's are. */
  readonly senders: Remainder;
  readonly ports: Remainder;
  /** Senders by the set of ports they are decided for. */
  readonly byPorts: Map<string, Remainder>;
}

/** What bounds the search; past it less is proved, nothing wrongly. */
const MOST_SINGLE = 64;
const MOST_GROUPS = 256;

/** How a box is covered: by one rule, or by several together (`null`). */
export interface Covered {
  readonly by: FilterRule | null;
}

/**
 * Packets that rules so far have surely decided, asked again and again whether they hold a box. It finds a single rule that
 * covers the box and unions along senders and along ports, not every union: what it says is so, what it does not say may be so.
 */
export class Cover {
  readonly #groups = new Map<string, Group>();

  constructor(private readonly family: Family) {}

  add(box: Box, rule: FilterRule): void {
    if (box.loose) return;
    const key = restKey(box);
    const group = this.#groups.get(key) ?? this.#newGroup(key, box);
    if (group === null) return;
    if (group.single.length < MOST_SINGLE) group.single.push({ box, rule });
    if (isEverybody(box.destinationPorts)) group.senders.put(box.source, box.source);
    else if (isEverybody(box.source)) group.ports.put(box.destinationPorts, box.destinationPorts);
    else {
      const ports = keyOf(box.destinationPorts);
      const senders = group.byPorts.get(ports) ?? new Remainder(nobody(this.family));
      senders.put(box.source, box.source);
      group.byPorts.set(ports, senders);
    }
  }

  #newGroup(key: string, rest: Box): Group | null {
    if (this.#groups.size >= MOST_GROUPS) return null;
    const empty = (): Remainder => new Remainder(nobody(this.family));
    const group: Group = { rest, single: [], senders: empty(), ports: empty(), byPorts: new Map() };
    this.#groups.set(key, group);
    return group;
  }

  /** Null where it cannot tell that every packet of the box is decided. */
  covers(box: Box): Covered | null {
    let [senders, ports] = [box.source, box.destinationPorts];
    const key = keyOf(ports);
    for (const group of this.#groups.values()) {
      if (!holdsRest(group.rest, box)) continue;
      const one = group.single.find((single) => holdsSet(single.box.destinationPorts, box.destinationPorts) && holdsSet(single.box.source, box.source));
      if (one !== undefined) return { by: one.rule };
      senders = less(less(senders, group.senders), group.byPorts.get(key));
      ports = less(ports, group.ports);
      if (isEmpty(senders) || isEmpty(ports)) return { by: null };
    }
    return null;
  }
}

function less(part: AddressSet, taken: Remainder | undefined): AddressSet {
  return taken === undefined ? part : difference(part, taken.overlap(part));
}

function keyOf({ ranges }: AddressSet): string {
  return ranges.map(({ first, last }) => `${first}-${last}`).join();
}
