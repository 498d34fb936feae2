import { KEYWORDS, SETTINGS } from "./settings-data.js";
import { EVERY, unmask, type Mask } from "./versions.js";

/** Kinds of value: a number without or with sign, a string, a word, an address, a dotted IPv4 or IPv6 address, a protocol. */
export type ValueKind = "number" | "integer" | "string" | "word" | "address" | "ipv4" | "ipv6" | "protocol";

export interface CoreSetting {
  readonly mask: Mask;
  readonly kinds: readonly ValueKind[];
}

const LETTERS: Readonly<Record<string, ValueKind>> = { n: "number", i: "integer", s: "string", w: "word", a: "address", 4: "ipv4", 6: "ipv6", p: "protocol" };

let settings: ReadonlyMap<string, readonly CoreSetting[]> | null = null;

/** `name=value` lines of the core, by name. Source: src/core/cfg.y (assign_stm) and cfg.lex, by branch. */
export function coreSettings(): ReadonlyMap<string, readonly CoreSetting[]> {
  if (settings !== null) return settings;
  const found = new Map<string, CoreSetting[]>();
  for (const word of words(SETTINGS)) {
    const { entry, mask } = unmask(word, EVERY);
    const [name = "", letters = ""] = entry.split(":");
    found.set(name, [...(found.get(name) ?? []), { mask, kinds: [...letters].flatMap((letter) => LETTERS[letter] ?? []) }]);
  }
  return (settings = found);
}

let reserved: ReadonlyMap<string, Mask> | null = null;

/** Words that the language keeps for itself, with the branches that do; settings aside. */
export function keywords(): ReadonlyMap<string, Mask> {
  reserved ??= new Map(words(KEYWORDS).map((word) => unmask(word, EVERY)).map(({ entry, mask }) => [entry, mask]));
  return reserved;
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
