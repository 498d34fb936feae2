import type { KamailioSystem } from "../../posture/index.js";
import type { Span } from "../../source/index.js";

/** A table of htable, with what the script does with it. */
export interface SharedTable {
  readonly name: string;
  /** Its definition; null where there is none in the files given. */
  readonly line: Span | null;
  /** Entries go by themselves, begin with a value, or come from a database or another node. */
  readonly expires: boolean;
  readonly initial: boolean;
  readonly loaded: boolean;
  readonly replicated: boolean;
  readonly written: readonly Span[];
  readonly counted: readonly Span[];
  readonly read: boolean;
  readonly removed: boolean;
  /** A place that writes an entry under a key that a message brings. */
  readonly keyed: Span | null;
}

interface Uses {
  readonly written: Span[];
  readonly counted: Span[];
  read: boolean;
  removed: boolean;
  keyed: Span | null;
}

/** Every table that is defined or used (README of htable). Linear in the script. */
export function tablesOf(system: KamailioSystem): readonly SharedTable[] {
  const uses = new Map<string, Uses>();
  const of = (name: string): Uses => {
    const known = uses.get(name) ?? { written: [], counted: [], read: false, removed: false, keyed: null };
    uses.set(name, known);
    return known;
  };
  for (const { target, value, at } of system.assignments) {
    const [, name, key = ""] = /^\$sht\((\w+)=>(.*)\)$/s.exec(target) ?? [];
    if (name !== undefined) {
      if (value.text === "$null") of(name).removed = true;
      else of(name).written.push(at);
      if (KEYED.test(key)) of(name).keyed ??= at;
    }
    look(value.text, at, of);
  }
  for (const { left, right, at } of system.comparisons) for (const { text } of [left, right]) look(text, at, of);
  for (const { name, arguments: given, at } of system.calls) {
    const table = String(given[0]?.literal ?? "").split("=>")[0] ?? "";
    if (/^sht_set/.test(name)) of(table).written.push(at);
    else if (/^sht_(?:rm|reset|iterator)/.test(name)) of(table).removed = true;
    else if (/^sht_(?:match|has)/.test(name)) of(table).read = true;
    for (const { text } of given) look(text, at, of);
  }
  return definitions(system).map(({ name, line, text }) => ({
    name, line, expires: /autoexpire=[1-9]/.test(text), initial: /initval=/.test(text), loaded: /dbtable=/.test(text), replicated: /dmqreplicate=1/.test(text), ...of(name),
  }));
}

/** What names a sender or a call in a key. */
const KEYED = /\$\(?(?:si|siz|sp|fU|fu|fd|tU|tu|rU|ru|ci|ua|au|aU|hdr|var\(source)/;

function look(text: string, at: Span, of: (name: string) => Uses): void {
  for (const [, kind, name = "", key = ""] of text.matchAll(/\$\(?sht(inc|dec|cv|cn|ex|record)?\((\w+)=>([^)]*)/g)) {
    of(name).read = true;
    if (kind === "inc" || kind === "dec") {
      of(name).counted.push(at);
      if (KEYED.test(key)) of(name).keyed ??= at;
    }
  }
}

function definitions(system: KamailioSystem): readonly { readonly name: string; readonly line: Span; readonly text: string }[] {
  return system.parameters.flatMap(({ module, name, value, at }) => {
    const table = module === "htable" && name === "htable" && typeof value === "string" ? /^\s*(\w+)\s*=>/.exec(value)?.[1] : undefined;
    return table === undefined ? [] : [{ name: table, line: at, text: String(value) }];
  });
}
