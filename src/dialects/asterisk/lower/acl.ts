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
    for (const part of variable.value === "" ? [] : variable.value.split(",")) {
      const entry = readAclEntry(part);
      if (entry === null) return null;
      list.push({ permits: (name === `${prefix}permit`) !== entry.inverted, entry, variable });
    }
  }
  return list;
}

/** Lists of acl.conf by name; a list with an error denies everybody, as does one that does not exist. */
export function namedAcls(loaded: Loaded | null): (name: string) => AclList | "denies-all" | "unknown" {
  const sections = new Map<string, Category>();
  for (const category of loaded?.categories ?? []) if (!category.isTemplate && !sections.has(category.name.toLowerCase())) sections.set(category.name.toLowerCase(), category);
  return (name) => {
    if (loaded === null) return "unknown";
    const section = sections.get(name.toLowerCase());
    return (section === undefined ? null : aclOf(section.variables)) ?? "denies-all";
  };
}

/** @param families of the addresses that can arrive */
export function admitted(lists: readonly AclList[], families: readonly (4 | 6)[]): Admission {
  let sources: readonly string[] | null = null;
  let decided: Variable | null = null;
  for (const list of lists) {
    if (families.some((family) => openTo(list, family))) continue;
    // What is permitted above the line that denies everybody is denied again.
    const after = families.map((family) => list.findLastIndex(({ entry }) => entry.family === family && entry.bits === 0));
    const permitted = list.filter(({ permits, entry }, index) => permits && families.some((family, which) => entry.family === family && index > (after[which] ?? -1))).map(({ entry }) => `${entry.address}/${entry.bits ?? "?"}`);
    sources ??= permitted;
    decided ??= list.findLast(({ permits }) => !permits)?.variable ?? null;
  }
  return { world: sources === null, sources: sources ?? [], decided };
}

/** Whether an address that only the entries for everybody fit is let in. */
function openTo(list: AclList, family: 4 | 6): boolean {
  return list.findLast(({ entry }) => entry.family === family && entry.bits === 0)?.permits ?? true;
}
