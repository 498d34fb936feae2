import { difference, intersection, isEmpty, rangeToCidrs, union, type AddressSet } from "../../exposure/index.js";
import { setOf } from "./cidr.js";
import type { DraftNetwork } from "./draft.js";

/** Addresses that somebody of the old system was reachable from. */
export interface Usage {
  /** `listeners.phones`, `management.ssh`. */
  readonly key: string;
  readonly role: "phones" | "management";
  readonly cidrs: readonly string[];
}

export interface Trunk {
  readonly name: string;
  readonly cidrs: readonly string[];
}

interface Atom {
  readonly addresses: Addresses;
  readonly keys: readonly string[];
}

interface Addresses {
  readonly v4: AddressSet;
  readonly v6: AddressSet;
}

/**
 * Parts all addresses into networks that do not overlap, for in a policy an address has one role: those of a trunk are the trunk's,
 * those that administer are management, the rest are phones.
 * @returns the networks, and for each usage and trunk the names that stand for its addresses
 */
export function partNetworks(trunks: readonly Trunk[], usages: readonly Usage[]): { readonly networks: readonly DraftNetwork[]; readonly names: ReadonlyMap<string, readonly string[]>; readonly peers: ReadonlyMap<string, string> } {
  const taken = new Set<string>();
  const networks: DraftNetwork[] = [];
  const peers = new Map<string, string>();
  const names = new Map<string, string[]>(usages.map(({ key }) => [key, []]));
  const add = (like: string, role: DraftNetwork["role"], cidrs: readonly string[]): string => {
    const name = unused(nameOf(like), taken);
    taken.add(name);
    networks.push({ name, role, cidrs });
    return name;
  };
  for (const { name, cidrs } of trunks) {
    const same = networks.find((network) => network.cidrs.join() === cidrs.join());
    peers.set(name, same?.name ?? add(name, "trunk", cidrs));
  }
  const ofTrunks = trunks.map(({ cidrs }) => addressesOf(cidrs)).reduce(joined, addressesOf([]));
  for (const { name, cidrs } of trunks) {
    for (const usage of usages) if (isWithin(addressesOf(cidrs), addressesOf(usage.cidrs))) names.get(usage.key)?.push(peers.get(name) ?? name);
  }
  for (const { addresses, keys } of atomsOf(usages.map(({ key, cidrs }) => ({ key, addresses: without(addressesOf(cidrs), ofTrunks) })))) {
    const role = usages.some(({ key, role: wanted }) => wanted === "management" && keys.includes(key)) ? "management" : "phones";
    const name = add(role === "management" ? "admins" : "phones", role, cidrsOf(addresses));
    for (const key of keys) names.get(key)?.push(name);
  }
  return { networks, names: new Map([...names].map(([key, list]) => [key, [...new Set(list)]])), peers };
}

/** Disjoint pieces, each with the usages that hold all of it. */
function atomsOf(usages: readonly { readonly key: string; readonly addresses: Addresses }[]): readonly Atom[] {
  return usages.reduce<readonly Atom[]>((atoms, { key, addresses }) => {
    const split = atoms.flatMap((atom) => [
      { addresses: shared(atom.addresses, addresses), keys: [...atom.keys, key] },
      { addresses: without(atom.addresses, addresses), keys: atom.keys },
    ]);
    const fresh = atoms.reduce((left, atom) => without(left, atom.addresses), addresses);
    return [...split, { addresses: fresh, keys: [key] }].filter((atom) => !isNone(atom.addresses));
  }, []);
}

function addressesOf(cidrs: readonly string[]): Addresses {
  return { v4: setOf(4, cidrs), v6: setOf(6, cidrs) };
}

function cidrsOf({ v4, v6 }: Addresses): readonly string[] {
  return [v4, v6].flatMap(({ family, ranges }) => ranges.flatMap((range) => rangeToCidrs(family, range)));
}

const both = (operation: (a: AddressSet, b: AddressSet) => AddressSet) => (a: Addresses, b: Addresses): Addresses => ({ v4: operation(a.v4, b.v4), v6: operation(a.v6, b.v6) });
const joined = both(union);
const shared = both(intersection);
const without = both(difference);

function isNone({ v4, v6 }: Addresses): boolean {
  return isEmpty(v4) && isEmpty(v6);
}

function isWithin(inner: Addresses, outer: Addresses): boolean {
  return isNone(without(inner, outer));
}

/** A name as the policy wants it: begins with a letter, letters, digits, `.`, `_` and `-`, 32 signs at most. */
export function nameOf(text: string): string {
  const plain = text.normalize("NFKD").replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z]+/, "").replace(/[-.]+$/, "").slice(0, 28);
  return plain === "" ? "n" : plain;
}

export function unused(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name) && name !== "world" && name !== "localhost") return name;
  for (let count = 2; ; count += 1) if (!taken.has(`${name}-${count}`)) return `${name}-${count}`;
}
