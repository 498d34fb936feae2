import type { Span } from "../../source/index.js";
import type { Element, NftChain, NftHook, NftRule, NftRuleset, NftSet, NftTable, Problem, TableFamily } from "./ast.js";

const FAMILIES: ReadonlySet<string> = new Set(["ip", "ip6", "inet", "arp", "bridge", "netdev"]);

export function isFamily(text: string): text is TableFamily {
  return FAMILIES.has(text);
}

/** The ruleset while commands change it one after another, as the kernel's does within one file. */
export class Store implements NftRuleset {
  readonly tables = new Map<string, NftTable>();
  readonly problems: Problem[] = [];

  problem(at: Span, code: string, message: string): void {
    this.problems.push({ at, code, message });
  }

  /** The table of that name; made if there is none. */
  table(family: TableFamily, name: string, at: Span): NftTable {
    const key = `${family} ${name}`;
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    const made: NftTable = { family, name, at, dormant: false, chains: new Map(), sets: new Map(), limits: new Map() };
    this.tables.set(key, made);
    return made;
  }

  deleteTable(family: TableFamily, name: string): void {
    this.tables.delete(`${family} ${name}`);
  }

  flush(): void {
    this.tables.clear();
  }

  chain(table: NftTable, name: string, at: Span, hook: NftHook | null): NftChain {
    const known = table.chains.get(name);
    if (known !== undefined) {
      known.hook = hook === null ? known.hook : { ...hook, policy: hook.policy ?? known.hook?.policy ?? null };
      return known;
    }
    const made: NftChain = { name, at, hook, rules: [] };
    table.chains.set(name, made);
    return made;
  }

  set(table: NftTable, name: string, at: Span, map: boolean, flags: Iterable<string>, elements: readonly Element[]): void {
    const known: NftSet = table.sets.get(name) ?? { name, at, map, flags: new Set(), size: null, elements: [] };
    for (const flag of flags) known.flags.add(flag);
    for (const element of elements) known.elements.push(element);
    table.sets.set(name, known);
  }

  size(table: NftTable, name: string, text: string | null): void {
    const set = table.sets.get(name);
    if (set !== undefined && text !== null && /^\d+$/.test(text)) set.size = Number(text);
  }

  addElements(table: NftTable, name: string, at: Span, elements: readonly Element[]): void {
    const set = table.sets.get(name);
    if (set === undefined) this.problem(at, "set-unknown", `no set ${name} was made before in table ${table.family} ${table.name}`);
    else for (const element of elements) set.elements.push(element);
  }

  addRule(table: NftTable, chain: string, rule: NftRule, first: boolean): void {
    const target = table.chains.get(chain);
    if (target === undefined) this.problem(rule.at, "chain-unknown", `no chain ${chain} was made before in table ${table.family} ${table.name}`);
    else if (first) target.rules.unshift(rule);
    else target.rules.push(rule);
  }
}
