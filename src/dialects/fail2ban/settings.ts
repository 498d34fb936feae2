import type { SourceFile } from "../../source/index.js";
import { parseIni, type Ini, type Option } from "./ini.js";

/** The settings that all files of one name come to, section by section. */
export type Settings = ReadonlyMap<string, ReadonlyMap<string, Option>>;

/** Finds a file that another one names, within what was given. */
export type Find = (name: string, from: SourceFile) => SourceFile | null;

/** What may include what, so that a circle ends. */
const DEEPEST = 10;

/**
 * Joins files in the order given, later ones on top: jail.conf, jail.d/*.conf, jail.local, jail.d/*.local
 * (configreader.py). What `[INCLUDES]` names as `before` is read before the file and as `after` after it.
 */
export function joinFiles(files: readonly SourceFile[], find: Find): Settings {
  const joined = new Map<string, Map<string, Option>>();
  const add = (ini: Ini): void => {
    for (const [name, options] of ini) {
      const section = joined.get(name) ?? new Map<string, Option>();
      for (const [key, option] of options) section.set(key, option);
      joined.set(name, section);
    }
  };
  const read = (file: SourceFile, depth: number): void => {
    const ini = parseIni(file);
    const named = (which: "before" | "after"): readonly SourceFile[] =>
      (ini.get("INCLUDES")?.get(which)?.value.split(/\s+/) ?? []).flatMap((name) => (name === "" || depth >= DEEPEST ? [] : (find(name, file) ?? [])));
    for (const before of named("before")) read(before, depth + 1);
    add(ini);
    for (const after of named("after")) read(after, depth + 1);
  };
  for (const file of files) read(file, 0);
  return joined;
}

/** Rank of a file of jails in that order; the same rank goes by name. */
export function readingOrder(path: string): string {
  const within = /(?:^|\/)jail\.d\//.test(path);
  const rank = path.endsWith(".local") ? (within ? 3 : 2) : within ? 1 : 0;
  return `${rank} ${path}`;
}

/** How often names may stand for names, as configparser counts (MAX_INTERPOLATION_DEPTH). */
const MOST_HOPS = 10;

/** The value of a jail's option: its own or that of [DEFAULT], with `%(name)s` replaced; null where nobody wrote it. */
export function optionOf(settings: Settings, jail: string, name: string): Option | null {
  const raw = (key: string): Option | undefined => settings.get(jail)?.get(key) ?? settings.get("DEFAULT")?.get(key);
  const found = raw(name);
  if (found === undefined) return null;
  let { value } = found;
  for (let hop = 0; hop < MOST_HOPS && value.includes("%("); hop++) {
    value = value.replace(/%\(([^)]+)\)s/g, (whole, key: string) => (key === "__name__" ? jail : (raw(key.toLowerCase().replace(/^known\//, ""))?.value ?? whole))).slice(0, 10_000);
  }
  return { ...found, value: value.replaceAll("%%", "%") };
}

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|sec|secs|second|seconds)$/, 1], [/^(?:m|mi|min|mins|minute|minutes)$/, 60], [/^(?:h|ho|hou|hour|hours)$/, 3600], [/^(?:d|da|day|days)$/, 86_400],
  [/^(?:w|we|week|weeks)$/, 604_800], [/^(?:mo|mon|month|months)$/, 2_629_728], [/^(?:y|ye|yea|year|years)$/, 31_557_600],
];

/** `600`, `10m`, `1h 30m`, `-1`; null where it is no time (mytime.py: str2seconds). */
export function secondsOf(text: string): number | null {
  if (/^\s*-?\d+(?:\.\d+)?\s*$/.test(text)) return Number(text);
  const parts = [...text.trim().toLowerCase().matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)\s*/gy)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== text.trim().toLowerCase()) return null;
  let sum = 0;
  for (const [, number, word = ""] of parts) {
    const unit = word === "" ? 1 : UNITS.find(([name]) => name.test(word))?.[1];
    if (unit === undefined) return null;
    sum += Number(number) * unit;
  }
  return sum;
}

/** Python's words for true (jailreader.py: getboolean and `_convert_to_boolean`). */
export function isTrue(text: string): boolean {
  return /^(?:1|yes|true|on)$/i.test(text.trim());
}
