import { addressSet, type AddressSet, difference, everybody, intersection, type Range, rangeToCidrs, parseRange, sizeOf, union } from "../../../exposure/index.js";
import type { Category, Loaded, Variable } from "../category.js";
import { type AclEntry, readAclEntry } from "../pjsip/address.js";

/** One list of permit and deny lines, in order. */
export type AclList = readonly { readonly permits: boolean; readonly entry: AclEntry; readonly variable: Variable }[];

/** What access lists let in, as ast_apply_acl() decides: each list starts with allow, the last entry that fits decides, all lists must allow. */
export interface Admission {
  /** Some address that no entry names is let in, in one of the families. */
  readonly world: boolean;
  /** Networks that are let in where the rest is not. */
  readonly sources: readonly string[];
  /** The line that decides, where one does. */
  readonly decided: Variable | null;
}

/** Reads the lines `permit` and `deny` of a section; null where one of them is an error. */
export function aclOf(variables: readonly Variable[], prefix = ""): AclList | null {
  const list: { permits: boolean; entry: AclEntry; variable: Variable }[] = [];
  for (const variable of variables) {
    const name = variable.name.toLowerCase();
    if (name !== `${prefix}permit` && name !== `${prefix}deny`) continue;
    for (const part of variable.value.split(",")) {
      const entry = readAclEntry(part);
      if (entry === null) return null;
      list.push({ permits: (name === `${prefix}permit`) !== entry.inverted, entry, variable });
    }
  }
  return list;
}

/** What a name in `acl=` comes to. */
export type NamedList = AclList | "denies-all" | "unknown";

/**
 * Lists of acl.conf by name. One that does not exist denies everybody. A mistake anywhere in the file, be it an address or an option, costs Asterisk
 * the whole file, and then every list lets everybody in (main/named_acl.c, ast_named_acl_find; seen on 16 and 22).
 */
export function namedAcls(loaded: Loaded | null): (name: string) => NamedList {
  if (loaded === null) return () => "unknown";
  if (!loaded.valid || mistakeInAcls(loaded) !== null) return () => [];
  const sections = new Map<string, Category>();
  for (const category of loaded.categories) if (!category.isTemplate && !sections.has(category.name)) sections.set(category.name, category);
  const read = new Map<string, NamedList>();
  return (name) => {
    const section = sections.get(name);
    const list = read.get(name) ?? (section === undefined ? null : aclOf(section.variables)) ?? "denies-all";
    if (section !== undefined) read.set(name, list);
    return list;
  };
}

/** The line for which Asterisk takes nothing of an acl.conf. */
export function mistakeInAcls({ categories }: Loaded): Variable | null {
  for (const { isTemplate, variables } of categories) {
    if (isTemplate) continue;
    const wrong = variables.find((variable) => !/^(permit|deny)$/i.test(variable.name) || variable.value.split(",").some((part) => readAclEntry(part) === null));
    if (wrong !== undefined) return wrong;
  }
  return null;
}

/** @param families of the addresses that can arrive */
export function admitted(lists: readonly AclList[], families: readonly (4 | 6)[]): Admission {
  const sets = families.map((family) => letIn(lists, family));
  const deny = lists.map((list) => list.findLast(({ permits }) => !permits)?.variable).find((line) => line !== undefined) ?? null;
  const world = sets.some(isMostOf);
  return { world, sources: world ? [] : sets.flatMap(cidrsOf), decided: world ? null : deny };
}

/** Addresses that every one of the lists lets in. */
export function letIn(lists: readonly AclList[], family: 4 | 6): AddressSet {
  return lists.reduce((all, list) => intersection(all, evaluated(list, family)), everybody(family));
}

/** More than half of all addresses: no list of offices and customers is that. */
export function isMostOf(addresses: AddressSet): boolean {
  return sizeOf(addresses) > 1n << (addresses.family === 4 ? 31n : 127n);
}

/** The networks that make up a set; a listing that nobody reads to its end is cut. */
export function cidrsOf({ family, ranges }: AddressSet): string[] {
  return ranges.slice(0, MOST_RANGES).flatMap((range) => rangeToCidrs(family, range)).slice(0, MOST_RANGES);
}

const MOST_RANGES = 64;
/** Changes between permit and deny after which a list counts as letting everybody in. */
const MOST_CHANGES = 2000;

/** A named list counts for many accounts: it is worked out once. */
const EVALUATED = new WeakMap<AclList, Map<4 | 6, AddressSet>>();

function evaluated(list: AclList, family: 4 | 6): AddressSet {
  const known = EVALUATED.get(list) ?? new Map<4 | 6, AddressSet>();
  EVALUATED.set(list, known);
  const set = known.get(family) ?? evaluate(list, family);
  known.set(family, set);
  return set;
}

/** Entries of one sense that follow each other are joined first, so that a long list takes no longer than its length. */
function evaluate(list: AclList, family: 4 | 6): AddressSet {
  let set = everybody(family);
  let changes = 0;
  for (let at = 0; at < list.length; ) {
    const permits = list[at]?.permits ?? true;
    const ranges: Range[] = [];
    for (; at < list.length && list[at]?.permits === permits; at += 1) {
      const entry = list[at]?.entry;
      const range = entry?.family === family ? rangeOf(entry, permits) : null;
      if (range !== null) ranges.push(range);
    }
    const named = addressSet(family, ranges);
    set = permits ? union(set, named) : difference(set, named);
    changes += 1;
    if (changes > MOST_CHANGES) return everybody(family);
  }
  return set;
}

/** A mask with holes makes no range: for a permit the whole reach counts, for a deny nothing does. */
function rangeOf({ address, family, bits }: AclEntry, permits: boolean): Range | null {
  if (bits === null) return permits ? { first: 0n, last: 1n << (family === 4 ? 32n : 128n) } : null;
  return parseRange(`${address}/${bits}`)?.range ?? null;
}
