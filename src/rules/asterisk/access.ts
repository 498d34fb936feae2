import { parseRange, type Family, type Range } from "../../exposure/index.js";
import { hopsOf, type AsteriskSystem, type Category, type Variable } from "../../posture/index.js";
import type { Span } from "../../source/index.js";
import { allSections, pathOf } from "./settings.js";
import { objectsOf, sipsOf } from "./sip.js";

/** One element of a permit or deny line. */
export interface AccessEntry {
  readonly permits: boolean;
  readonly family: Family;
  readonly range: Range;
  readonly text: string;
  readonly line: Variable;
}

/**
 * One list as ast_apply_ha() of main/acl.c goes through it: it starts with allow, the last entry that fits decides, entries of the
 * other address family are passed over.
 */
export interface AccessList {
  readonly owner: string;
  readonly path: string;
  readonly at: Span;
  /** `acl`: all SIP; `endpoint`: one endpoint; `named`: a section of acl.conf, for whoever names it. */
  readonly kind: "acl" | "endpoint" | "named";
  /** It judges what phones register, not where packets come from. */
  readonly ofContacts: boolean;
  readonly entries: readonly AccessEntry[];
}

/** Lists of pjsip.conf and acl.conf that hold at least one entry, and whose every entry could be read. */
export function accessLists(system: AsteriskSystem): readonly AccessList[] {
  const pjsip = sipsOf([system]).flatMap((sip) =>
    (["acl", "endpoint"] as const).flatMap((kind) =>
      objectsOf(sip, kind).flatMap(({ category, id }) => ["", "contact_"].flatMap((prefix) => listIn(category, kind, prefix, `${kind === "acl" ? "the access list" : "endpoint"} \`${id}\``))),
    ),
  );
  const conf = system.files.get("acl.conf")?.valid === true ? allSections(system, "acl.conf") : [];
  return [...pjsip, ...conf.flatMap((section) => listIn(section, "named", "", `the named access list \`${section.name}\``))];
}

function listIn(category: Category, kind: AccessList["kind"], prefix: string, owner: string): readonly AccessList[] {
  const entries: AccessEntry[] = [];
  for (const line of category.variables) {
    const name = line.name.toLowerCase();
    if (name !== `${prefix}permit` && name !== `${prefix}deny`) continue;
    for (const text of line.value.split(",")) {
      const read = parseRange(text.replace(/^!/, ""));
      if (read === null) return [];
      entries.push({ permits: name.endsWith("permit") !== text.startsWith("!"), ...read, text, line });
    }
  }
  return entries.length === 0 ? [] : [{ owner, kind, entries, ofContacts: prefix !== "", path: pathOf(category.at, category.name), at: category.at }];
}

/** All addresses of a family. */
export function isAll({ family, range }: AccessEntry): boolean {
  return range.first === 0n && range.last === (1n << (family === 4 ? 32n : 128n)) - 1n;
}

/** What becomes of an address that no narrower entry names. */
export function lastForAll({ entries }: AccessList, family: Family): AccessEntry | undefined {
  return entries.findLast((entry) => entry.family === family && isAll(entry));
}

/** Entries that a later one of the opposite sense overrules for every address they name, with that later one. */
export function overruled({ entries }: AccessList): readonly { readonly entry: AccessEntry; readonly by: AccessEntry }[] {
  const found: { entry: AccessEntry; by: AccessEntry }[] = [];
  const last = new Map<string, number>();
  const keyOf = (entry: AccessEntry): string => (isAll(entry) ? `all ${entry.family}` : `${entry.family} ${entry.range.first} ${entry.range.last}`);
  for (const [index, entry] of entries.entries()) last.set(keyOf(entry), index);
  for (const [index, entry] of entries.entries()) {
    // What stands for all overrules whatever stands before it; else only the very same range is compared, so that this stays linear.
    const decides = Math.max(last.get(`all ${entry.family}`) ?? -1, last.get(keyOf(entry)) ?? -1);
    const by = entries[decides];
    if (decides > index && by !== undefined && by.permits !== entry.permits) found.push({ entry, by });
  }
  return found;
}

/** The hops between the place of a line and the section that takes it by a template. */
export function viaOf(line: Variable): readonly { readonly span: Span; readonly note: string }[] {
  return hopsOf(line).map((span) => ({ span, note: "taken over here" }));
}
