import type { AsteriskSystem, PjsipObject, Variable } from "../../posture/index.js";
import { allSections, linesOf, pathOf, sectionsOf } from "./settings.js";
import { elements, linesIn, objectOf, objectsOf, type Sip } from "./sip.js";

/** A line that names an object which does not exist. */
export interface Dangling {
  readonly line: Variable;
  readonly option: string;
  readonly target: string;
  readonly name: string;
  /** Those that take the line over; never empty. */
  readonly users: readonly PjsipObject[];
}

/** Options that name other objects, by type. A list's first missing name is enough to know. */
const NAMING: readonly (readonly [type: string, option: string, target: string])[] = [
  ["endpoint", "auth", "auth"], ["endpoint", "outbound_auth", "auth"], ["endpoint", "aors", "aor"], ["endpoint", "transport", "transport"], ["identify", "endpoint", "endpoint"],
  ["registration", "outbound_auth", "auth"], ["registration", "transport", "transport"], ["registration", "endpoint", "endpoint"], ["outbound-publish", "outbound_auth", "auth"],
  ["inbound-publication", "endpoint", "endpoint"], ["endpoint", "acl", "acl.conf"], ["endpoint", "contact_acl", "acl.conf"], ["acl", "acl", "acl.conf"], ["acl", "contact_acl", "acl.conf"],
];

export function danglingIn(sip: Sip): readonly Dangling[] {
  const found = new Map<string, { line: Variable; option: string; target: string; name: string; users: PjsipObject[] }>();
  const dropped = new Set(sip.pjsip.dropped.map(({ type, category }) => `${type} ${category.name}`));
  for (const [type, option, target] of NAMING) {
    const exists = existing(sip, target);
    if (exists === null) continue;
    for (const object of objectsOf(sip, type)) {
      const line = linesIn(object, option).at(-1);
      // An object that was dropped has its own finding.
      const name = elements(line?.value ?? "").find((each) => !exists(each) && !dropped.has(`${target} ${each}`));
      if (line === undefined || name === undefined) continue;
      const key = JSON.stringify([line.at.file.path, line.at.start, name]);
      const same = found.get(key);
      if (same === undefined) found.set(key, { line, option, target, name, users: [object] });
      else same.users.push(object);
    }
  }
  return [...found.values()];
}

/** Null where objects of that kind may be anywhere else. */
function existing(sip: Sip, target: string): ((name: string) => boolean) | null {
  if (target !== "acl.conf") return isComplete(sip.system, target) ? (name) => objectOf(sip, target, name) !== undefined : null;
  const conf = sip.system.files.get("acl.conf");
  if (conf === undefined || !conf.certain) return null;
  const names = new Set(allSections(sip.system, "acl.conf").map(({ name }) => name.toLowerCase()));
  return (name) => names.has(name.toLowerCase());
}

/** Objects of the type stand in pjsip.conf alone, and all of it was given: none in a database. */
export function isComplete(system: AsteriskSystem, type: string): boolean {
  if (system.files.get("pjsip.conf")?.certain !== true) return false;
  const mapped = sectionsOf(system, "sorcery.conf", "res_pjsip").concat(sectionsOf(system, "sorcery.conf", "res_pjsip_endpoint_identifier_ip"));
  if (mapped.some((section) => linesOf(section, type).some(({ value }) => !/^config,/.test(value)))) return false;
  return system.files.get("pjsip_wizard.conf")?.certain !== false;
}

export function pathOfLine({ line, users: [first] }: Dangling): string {
  return pathOf(line.at, first?.id ?? "");
}
