import { APPLICATIONS } from "./applications.js";
import { CHANNELS } from "./channels.js";
import { CORE } from "./core.js";
import { MANAGEMENT } from "./management.js";
import { MEDIA } from "./media.js";
import type { KnownSettings } from "./model.js";
import { STORAGE } from "./storage.js";

const TABLES = { ...CORE, ...MANAGEMENT, ...MEDIA, ...CHANNELS, ...APPLICATIONS, ...STORAGE };

/** Files that have a reader of their own instead of a table. */
const READ_WHOLE = ["pjsip.conf", "pjsip_wizard.conf", "extensions.conf"] as const;

/** A file that Asterisk or one of its modules reads from the configuration folder through its own configuration reader, any release from 16 on. */
export type ConfigName = keyof typeof TABLES | (typeof READ_WHOLE)[number];

export const FILES: readonly ConfigName[] = [...READ_WHOLE, ...(Object.keys(TABLES) as (keyof typeof TABLES)[])].sort();

type Known = "understood" | "not-modelled" | "irrelevant" | "outside" | "unrecognised";

const COMPILED = new Map<ConfigName, Compiled>();

interface Compiled {
  readonly names: ReadonlyMap<string, Known>;
  readonly prefixes: readonly (readonly [prefix: string, standing: Known])[];
  readonly free: KnownSettings["free"];
}

/** How far a setting of a file with a table is known. */
export function knownSetting(file: Exclude<ConfigName, (typeof READ_WHOLE)[number]>, section: string, setting: string): Known {
  const { names, prefixes, free } = compiled(file);
  const name = setting.toLowerCase();
  return names.get(name) ?? prefixes.find(([prefix]) => name.startsWith(prefix))?.[1] ?? free?.find((one) => one.section.test(section))?.standing ?? "unrecognised";
}

function compiled(file: keyof typeof TABLES): Compiled {
  const before = COMPILED.get(file);
  if (before !== undefined) return before;
  const table: KnownSettings = TABLES[file];
  const listed = [["irrelevant", table.former], ["irrelevant", table.irrelevant], ["not-modelled", table.notModelled], ["understood", table.understood]] as const;
  const words = listed.flatMap(([standing, names = ""]) => names.split(" ").filter(Boolean).map((name): readonly [string, Known] => [name, standing]));
  const made = { names: new Map(words), prefixes: words.filter(([name]) => name.endsWith("*")).map(([name, standing]): readonly [string, Known] => [name.slice(0, -1), standing]), free: table.free };
  COMPILED.set(file, made);
  return made;
}
