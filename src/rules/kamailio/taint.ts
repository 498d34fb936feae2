import type { KamailioSystem, ScriptCall, ScriptPath, ScriptValue } from "../../posture/index.js";

/** Pseudo-variables whose content a stranger chooses freely (cookbook of pseudo-variables): users, headers, bodies, display names. */
const FREE = /^\$\(?(?:fU|fu|fn|fd|fti?|ft|tU|tu|tn|td|tt|rU|ru|rd|rP|ci|cs|ua|hdr|hfl|hdrc|hdri|rb|rm|ct|cT|du|dd|oU|ou|od|au|aU|ad|ar|adu|aN|ai|pU|pu|pd|pn|di|re|rt|rv|msg|mb|sdp|x_hdr|ouri|nexthop|gruu|hu|evapi|http_rb|jsonrpl)\b/;

/** Transformations whose result holds nothing but letters, digits and signs that mean nothing anywhere (cookbook of transformations). */
const HARMLESS = /\{(?:s\.int|s\.numeric|s\.len|s\.md5|s\.sha256|s\.sha384|s\.sha512|s\.encode\.hexa|s\.encode\.base58|s\.crc32|uri\.port|sql\.val\.int)\b/;

export function callerControlled(variable: string): boolean {
  return FREE.test(variable);
}

/** What a script variable is called: `$(var(x){s.int})` and `$var(x)` are the same one. */
function scriptVariable(variable: string): string | null {
  const [, kind, name] = /^\$\(?(var|avp|xavp|xavu|xavi|dlg_var|shv|vn|vz)\(([^){]*)\)?/.exec(variable) ?? [];
  return kind === undefined ? null : `$${kind}(${name ?? ""})`;
}

/** Script variables that somewhere take over what a caller chose, with the variable it came from. */
function carriers(system: KamailioSystem): ReadonlyMap<string, string> {
  const known = CARRIERS.get(system);
  if (known !== undefined) return known;
  const found = findCarriers(system);
  CARRIERS.set(system, found);
  return found;
}

/** Every rule about a value asks the same of the same system. */
const CARRIERS = new WeakMap<KamailioSystem, ReadonlyMap<string, string>>();

/** Linear: each variable is entered once. */
function findCarriers({ assignments }: KamailioSystem): ReadonlyMap<string, string> {
  const tainted = new Map<string, string>();
  const readers = new Map<string, string[]>();
  const fresh: string[] = [];
  const enter = (target: string, from: string): void => {
    const name = scriptVariable(target);
    if (name === null || tainted.has(name)) return;
    tainted.set(name, from);
    fresh.push(name);
  };
  for (const { target, value } of assignments) {
    for (const variable of value.variables) {
      if (HARMLESS.test(variable)) continue;
      const source = scriptVariable(variable);
      if (callerControlled(variable)) enter(target, variable);
      else if (source !== null) readers.set(source, [...(readers.get(source) ?? []), target]);
    }
  }
  for (let name = fresh.pop(); name !== undefined; name = fresh.pop()) for (const target of readers.get(name) ?? []) enter(target, tainted.get(name) ?? name);
  return tainted;
}

/** Variables that were bound to a pattern or a constant on every way to a call that is known. */
function checkedBefore(system: KamailioSystem, call: ScriptCall): ReadonlySet<string> {
  const known = WAYS.get(system) ?? waysByCall(system);
  WAYS.set(system, known);
  const [first, ...others] = (known.get(call) ?? []).map(({ checked }) => checked);
  return new Set([...(first ?? [])].filter((name) => others.every((checked) => checked.has(name))));
}

function waysByCall({ paths }: KamailioSystem): ReadonlyMap<ScriptCall | null, readonly ScriptPath[]> {
  const ways = new Map<ScriptCall | null, ScriptPath[]>();
  for (const path of paths.found) {
    const some = ways.get(path.call);
    if (some === undefined) ways.set(path.call, [path]);
    else some.push(path);
  }
  return ways;
}

const WAYS = new WeakMap<KamailioSystem, ReadonlyMap<ScriptCall | null, readonly ScriptPath[]>>();

export interface Free {
  /** As written at the place of use. */
  readonly variable: string;
  /** What the caller wrote, where it came there by way of a script variable. */
  readonly from: string | null;
}

/**
 * What in a value its sender chooses, neither made harmless nor checked on the way.
 * @param safe transformations that are enough for this use
 */
export function freeIn(system: KamailioSystem, call: ScriptCall, value: ScriptValue | undefined, safe: RegExp = HARMLESS): readonly Free[] {
  if (value === undefined || value.variables.length === 0) return [];
  const open = value.variables.filter((variable) => !safe.test(variable) && !HARMLESS.test(variable));
  const free = open.flatMap((variable): Free[] => {
    if (callerControlled(variable)) return [{ variable, from: null }];
    const name = scriptVariable(variable);
    const from = name === null ? undefined : carriers(system).get(name);
    return from === undefined ? [] : [{ variable, from }];
  });
  if (free.length === 0) return [];
  const checked = checkedBefore(system, call);
  return free.filter(({ variable, from }) => !checked.has(plain(variable)) && (from === null || !checked.has(plain(from))));
}

function plain(variable: string): string {
  return variable.replace(/^\$\((\w+)(\([^)]*\))?.*$/, "$$$1$2");
}

/** `$fU`, or `$var(x), which holds $fU`. */
export function told({ variable, from }: Free): string {
  return from === null ? variable : `${variable}, which takes over ${from},`;
}
