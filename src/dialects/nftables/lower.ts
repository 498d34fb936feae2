import type { BaseChain, Chain, Family, FilterRule, Ruleset } from "../../exposure/index.js";
import type { NftChain, NftRuleset, NftTable, TableFamily } from "./ast.js";
import { lowerRule } from "./rules.js";
import { setReader } from "./sets.js";

/** Families whose packets reach a program by its IP address; arp and bridge tables see other traffic. */
const FAMILIES: Readonly<Record<TableFamily, readonly Family[]>> = { ip: [4], ip6: [6], inet: [4, 6], netdev: [4, 6], arp: [], bridge: [] };

const HOOKS: ReadonlySet<string> = new Set(["prerouting", "input", "forward", "output", "postrouting", "ingress"]);

/** What a ruleset means to the kernel. */
export function lowerNft(ruleset: NftRuleset): Ruleset {
  const chains = new Map<string, Chain>();
  for (const table of ruleset.tables.values()) {
    if (FAMILIES[table.family].length === 0) continue;
    const sets = setReader(table);
    for (const chain of table.chains.values()) {
      const key = `${table.family} ${table.name} ${chain.name}`;
      chains.set(key, { key, name: chain.name, at: chain.at, rules: chain.rules.flatMap((rule) => lowerRule(rule, sets)), base: baseOf(chain, table) });
    }
  }
  const unread = unreadChain(ruleset);
  if (unread !== null) chains.set(unread.key, unread);
  return { chains };
}

/** Problems after which rules, chains or tables may be missing. */
const TORN: ReadonlySet<string> = new Set(["syntax", "include-outside", "json-invalid", "no-list", "object-unknown", "chain-unknown", "command-unknown", "rule-placed"]);

/**
 * A chain at input for what was not read: whatever the rest says, a packet may get lost there. Without it, a file of which
 * nothing could be read would let everybody in for sure.
 */
function unreadChain({ problems }: NftRuleset): Chain | null {
  const torn = problems.filter(({ code }) => TORN.has(code));
  const [first] = torn;
  if (first === undefined) return null;
  const rules = torn.map(({ at, message }): FilterRule => ({ at, matches: [], verdict: { kind: "unknown", text: message } }));
  const base: BaseChain = { hook: "input", priority: 0, type: "filter", policy: "accept", policyAt: first.at, families: [4, 6] };
  return { key: "unread", name: "unread", at: first.at, rules, base };
}

/** Tables of families that are not modelled: what they do to a packet is not known here. */
export function unmodelledTables(ruleset: NftRuleset): NftTable[] {
  return [...ruleset.tables.values()].filter(({ family }) => FAMILIES[family].length === 0);
}

function baseOf({ hook }: NftChain, { family, dormant }: NftTable): BaseChain | null {
  if (hook === null || dormant || !isHook(hook.hook)) return null;
  const type = hook.type === "nat" || hook.type === "route" ? hook.type : "filter";
  const base: BaseChain = { hook: hook.hook, priority: hook.priority ?? 0, type, policy: hook.policy ?? "accept", policyAt: hook.policyAt, families: FAMILIES[family] };
  return hook.hook === "ingress" ? { ...base, devices: hook.devices } : base;
}

function isHook(name: string): name is BaseChain["hook"] {
  return HOOKS.has(name);
}
