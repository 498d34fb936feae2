import { deadParts, type Chain, type Family, type FilterRule, type Ruleset } from "../../exposure/index.js";

/** Rules looked at after one: what follows far below is another matter. */
const MOST_AFTER = 50;

/**
 * The rule that decides all of what `rule` would match if its rates were used up: the first of the later ones that surely takes
 * every such packet. `none`: nothing below even touches it; undefined: nobody can tell, or several share it.
 */
export function withoutLimits(rule: FilterRule, after: readonly FilterRule[], families: readonly Family[]): FilterRule | "none" | undefined {
  const excess: FilterRule = { ...rule, matches: rule.matches.filter(({ kind }) => kind !== "limit"), verdict: { kind: "continue" } };
  const later = after.slice(0, MOST_AFTER);
  for (const [index, one] of later.entries()) {
    if (one.verdict.kind === "continue" || one.verdict.kind === "notrack") continue;
    // Does this one, alone, take all of it?
    if (isDead(excess, [one], families)) return one;
    // A part of it goes elsewhere: the rest may be decided below, but not all by one rule.
    if (touches(one, excess, families)) return undefined;
    if (index === MOST_AFTER - 1) return undefined;
  }
  return "none";
}

function isDead(last: FilterRule, before: readonly FilterRule[], families: readonly Family[]): boolean {
  return deadParts(rulesetOf([...before, last], families), families).rules.some(({ rule }) => rule === last);
}

/** Whether a packet may match both: unless one surely excludes the other. */
function touches(one: FilterRule, other: FilterRule, families: readonly Family[]): boolean {
  const joint: FilterRule = { ...one, matches: [...one.matches, ...other.matches], verdict: { kind: "continue" } };
  return !isDead(joint, [], families);
}

function rulesetOf(rules: readonly FilterRule[], families: readonly Family[]): Ruleset {
  const [first] = rules;
  if (first === undefined) return { chains: new Map() };
  const chain: Chain = { key: "asked", name: "asked", at: first.at, rules, base: { hook: "input", priority: 0, type: "filter", policy: "drop", policyAt: first.at, families } };
  return { chains: new Map([[chain.key, chain]]) };
}
