import type { Family } from "./addresses.js";
import { boxOf, both, everything, type Box } from "./box.js";
import { Cover } from "./cover.js";
import type { BaseChain, Chain, FilterRule, Ruleset } from "./model.js";

/**
 * A rule that no packet can match.
 * - `never`: its own matches exclude each other;
 * - `excluded`: of what comes into its chain nothing fits it;
 * - `covered`: earlier rules surely decide all that it could match: one of them (`by`), or several together (null).
 */
export type Death = { readonly rule: FilterRule; readonly chain: Chain } & (
  | { readonly kind: "never" | "excluded" }
  | { readonly kind: "covered"; readonly by: FilterRule | null }
);

export interface DeadParts {
  readonly rules: readonly Death[];
  /** User chains that no packet enters: no rule jumps there, or only rules that are dead themselves. */
  readonly chains: readonly { readonly chain: Chain; readonly jumps: readonly FilterRule[] }[];
}

/** What a visit found out about a rule in one family; `absent` where the rule is not about that family. */
type Seen = { readonly kind: "alive" | "never" | "excluded" | "absent" } | { readonly kind: "covered"; readonly by: FilterRule | null };

interface Decided {
  readonly box: Box;
  readonly rule: FilterRule;
}

interface Walk {
  readonly ruleset: Ruleset;
  readonly family: Family;
  readonly seen: Map<FilterRule, Seen>;
  readonly entered: Set<string>;
  readonly path: string[];
  /** Before connection tracking a packet has no state that later rules would see too. */
  stateless: boolean;
  steps: number;
}

/** Rules looked at, a chain's as often as it is entered. Past this nothing is proved. */
const MOST_STEPS = 400_000;
const MOST_RETURNS = 64;
const HOOKS: readonly BaseChain["hook"][] = ["ingress", "prerouting", "input", "forward", "output", "postrouting"];

/** Proves rules dead. A rule that is not named may be dead all the same: a proof was not found. */
export function deadParts(ruleset: Ruleset, families: readonly Family[]): DeadParts {
  const walks = families.map((family) => walkAll(ruleset, family));
  const all = [...ruleset.chains.values()];
  const jumps = jumpsTo(all);
  if (walks.some(({ steps }) => steps > MOST_STEPS)) return { rules: [], chains: [] };
  const entered = (chain: Chain): boolean => chain.base !== null || walks.some((walk) => walk.entered.has(chain.key));
  return {
    rules: all.filter(entered).flatMap((chain) => chain.rules.flatMap((rule) => deathOf(rule, chain, walks))),
    chains: all.filter((chain) => !entered(chain)).map((chain) => ({ chain, jumps: jumps.get(chain.key) ?? [] })),
  };
}

function jumpsTo(chains: readonly Chain[]): ReadonlyMap<string, FilterRule[]> {
  const jumps = new Map<string, FilterRule[]>();
  for (const { rules } of chains) {
    for (const rule of rules) {
      const { verdict } = rule;
      if (verdict.kind !== "jump" && verdict.kind !== "goto") continue;
      const before = jumps.get(verdict.chain);
      if (before === undefined) jumps.set(verdict.chain, [rule]);
      else before.push(rule);
    }
  }
  return jumps;
}

/** Dead where it is dead in every family that it is about. */
function deathOf(rule: FilterRule, chain: Chain, walks: readonly Walk[]): Death[] {
  const found = walks.flatMap(({ seen }) => seen.get(rule) ?? []);
  const [first, ...others] = found.filter(({ kind }) => kind !== "absent");
  if (first === undefined) return found.length === 0 ? [] : [{ rule, chain, kind: "never" }];
  if (first.kind === "alive" || first.kind === "absent" || others.some(({ kind }) => kind === "alive")) return [];
  return [first.kind === "covered" ? { rule, chain, kind: "covered", by: first.by } : { rule, chain, kind: first.kind }];
}

function walkAll(ruleset: Ruleset, family: Family): Walk {
  const walk: Walk = { ruleset, family, seen: new Map(), entered: new Set(), path: [], stateless: false, steps: 0 };
  const dropped: { readonly hook: BaseChain["hook"]; readonly parts: readonly Decided[] }[] = [];
  const redirects = [...ruleset.chains.values()].some(({ rules }) => rules.some(({ verdict }) => verdict.kind === "redirect"));
  for (const chain of baseChains(ruleset, family)) {
    const { hook, type, priority } = chain.base;
    walk.stateless = priority < -200;
    const before = new Cover(family);
    // Where packets are sent elsewhere, those that come later are not those that came before.
    const earlier = redirects ? [] : dropped.filter((one) => one.hook === hook || ((hook === "input" || hook === "forward") && (one.hook === "prerouting" || one.hook === "ingress")));
    for (const { parts } of earlier) for (const { box, rule } of parts) before.add(box, rule);
    const { decided } = visit(chain, everything(family), [before], walk);
    if (type !== "nat") dropped.push({ hook, parts: decided.filter(({ rule, box }) => (rule.verdict.kind === "drop" || rule.verdict.kind === "reject") && !(walk.stateless && box.states !== everything(family).states)) });
  }
  return walk;
}

function baseChains({ chains }: Ruleset, family: Family): (Chain & { readonly base: BaseChain })[] {
  return [...chains.values()]
    .filter((chain): chain is Chain & { readonly base: BaseChain } => chain.base !== null && chain.base.families.includes(family))
    .sort((a, b) => HOOKS.indexOf(a.base.hook) - HOOKS.indexOf(b.base.hook) || a.base.priority - b.base.priority);
}

/** What the chain surely decides of the packets of a box that come into it. */
function visit(chain: Chain, entry: Box, outer: readonly Cover[], walk: Walk): { readonly decided: readonly Decided[] } {
  walk.path.push(chain.key);
  walk.entered.add(chain.key);
  const local = new Cover(walk.family);
  const decided: Decided[] = [];
  const returned: Box[] = [];
  // A packet that may have left by a return is not decided here, whatever follows.
  const decide = (part: Decided): void => {
    if (returned.length <= MOST_RETURNS && !returned.some((box) => both(box, part.box) !== null)) decided.push(part);
  };
  for (const rule of chain.rules) {
    const box = alive(rule, entry, [...outer, local], walk);
    if (box === null) continue;
    const { verdict } = rule;
    switch (verdict.kind) {
      case "accept": case "drop": case "reject": case "redirect":
        local.add(box, rule);
        if (!box.loose) decide({ box, rule });
        break;
      case "return":
        local.add(box, rule);
        returned.push(box);
        break;
      case "jump": case "goto": {
        const inner = enter(verdict.chain, box, [...outer, local], walk);
        for (const part of box.loose ? [] : inner) {
          local.add(part.box, part.rule);
          decide(part);
        }
        if (verdict.kind === "jump") break;
        local.add(box, rule);
        returned.push(box);
        break;
      }
      case "unknown":
        returned.push(box);
        break;
      case "continue": case "notrack":
        break;
    }
  }
  walk.path.pop();
  return { decided };
}

function enter(key: string, box: Box, outer: readonly Cover[], walk: Walk): readonly Decided[] {
  const target = walk.ruleset.chains.get(key);
  if (target === undefined || walk.path.includes(key) || walk.path.length > 64 || ++walk.steps > MOST_STEPS) return [];
  return visit(target, box, outer, walk).decided;
}

/** Packets of the box that the rule can match; null where it is dead, which is noted. */
function alive(rule: FilterRule, entry: Box, covers: readonly Cover[], walk: Walk): Box | null {
  const { seen, family } = walk;
  const own = boxOf(rule, family);
  if (own === null) {
    note(seen, rule, { kind: "absent" });
    return null;
  }
  const asked = walk.stateless && own.states !== everything(family).states ? { ...own, loose: true } : own;
  const box = both(entry, asked);
  walk.steps++;
  if (box === null) note(seen, rule, { kind: "excluded" });
  else {
    const covered = covers.map((cover) => cover.covers(box)).find((one) => one !== null);
    note(seen, rule, covered === undefined ? { kind: "alive" } : { kind: "covered", by: covered.by });
    return covered === undefined ? box : null;
  }
  return box;
}

/** A rule lives if it lives in one visit; of several deaths the first is told. */
function note(seen: Map<FilterRule, Seen>, rule: FilterRule, now: Seen): void {
  const before = seen.get(rule);
  if (before === undefined || now.kind === "alive" || before.kind === "absent") seen.set(rule, now);
}
