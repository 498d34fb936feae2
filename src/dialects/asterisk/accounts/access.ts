import { nobody } from "../../../exposure/index.js";
import type { AccessLists } from "../../../posture/index.js";
import type { Variable } from "../category.js";
import { sameCase } from "../category.js";
import { type AclList, cidrsOf, isMostOf, letIn, type namedAcls } from "../lower/acl.js";
import { readAclEntry } from "../pjsip/address.js";

export type NamedAcls = ReturnType<typeof namedAcls>;

/**
 * Reads the lines `permit`, `deny` and `acl` as ast_append_acl() of main/acl.c does: an element that is no address ends its line, what stands
 * before it on the line counts; a named list that comes twice is an error too.
 * @param prefix `contact` for `contactpermit`
 */
export function readAccess(variables: readonly Variable[], named: NamedAcls, prefix = ""): AccessLists {
  const lines = variables.filter(({ name }) => ["permit", "deny", "acl"].some((word) => sameCase(name, prefix + word)));
  const own: AclList[number][] = [];
  const lists: AclList[] = [own];
  const seen = new Set<string>();
  const mistakes: Variable[] = [];
  const unknown: string[] = [];
  let closed = false;
  for (const line of lines) {
    const sense = line.name.slice(prefix.length).toLowerCase();
    if (sense !== "acl") {
      const { entries, whole } = readLine(line, sense === "permit");
      own.push(...entries);
      if (!whole) mistakes.push(line);
      continue;
    }
    for (const name of line.value.split(",").map((part) => part.trimStart())) {
      if (seen.has(name.toLowerCase())) {
        mistakes.push(line);
        continue;
      }
      seen.add(name.toLowerCase());
      const list = named(name);
      if (list === "unknown") unknown.push(name);
      else if (list === "denies-all") closed = true;
      else lists.push(list);
    }
  }
  const admits = { 4: closed ? nobody(4) : letIn(lists, 4), 6: closed ? nobody(6) : letIn(lists, 6) };
  const world = ([4, 6] as const).filter((family) => isMostOf(admits[family]));
  const sources = ([4, 6] as const).filter((family) => !world.includes(family)).flatMap((family) => cidrsOf(admits[family]));
  return { admits, world, sources, lines, mistakes, unknown };
}

function readLine(line: Variable, permits: boolean): { readonly entries: AclList; readonly whole: boolean } {
  const entries: AclList[number][] = [];
  for (const part of line.value.split(",")) {
    const entry = readAclEntry(part);
    if (entry === null) return { entries, whole: false };
    entries.push({ permits: permits !== entry.inverted, entry, variable: line });
  }
  return { entries, whole: true };
}
