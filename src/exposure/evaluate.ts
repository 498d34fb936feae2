import { difference, everybody, intersection, nobody, union, type AddressSet, type Family } from "./addresses.js";
import type { BaseChain, Chain, FilterRule, Ruleset, State } from "./model.js";
import { matchSources, type Between } from "./match.js";

/** One kind of packet, whoever sends it. */
export interface Query {
  readonly family: Family;
  /** Interface it comes in by, e.g. `eth0`; a name that no rule mentions stands for all the others. */
  readonly inInterface: string;
  /** `udp`, `tcp`, `icmp` … */
  readonly protocol: string;
  /** Null where the protocol has none. */
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  /** Local address it is sent to; null: any. */
  readonly destination: bigint | null;
  readonly state: State;
}

/** Sources that one rule, or a chain's policy, lets through. */
export interface Admission {
  /** Null: the policy of the chain. */
  readonly rule: FilterRule | null;
  readonly chain: Chain;
  readonly sure: AddressSet;
  /** Superset of `sure`: with the sources about which something unknown decides. */
  readonly possible: AddressSet;
  /** Rate and count rules that these packets pass on their way. */
  readonly limits: readonly FilterRule[];
}

export interface Exposure {
  readonly admissions: readonly Admission[];
  readonly sure: AddressSet;
  readonly possible: AddressSet;
  /** Rules that send the packet to another port or host. */
  readonly redirected: readonly { readonly rule: FilterRule; readonly possible: AddressSet }[];
}

interface Flow {
  readonly sure: AddressSet;
  readonly possible: AddressSet;
}

interface Run {
  readonly query: Query;
  readonly ruleset: Ruleset;
  readonly admissions: Admission[];
  readonly redirected: { rule: FilterRule; possible: AddressSet }[];
  readonly limits: FilterRule[];
  untracked: Between;
  /** Chains being walked, so that a loop ends (the kernel refuses to load one). */
  readonly path: string[];
}

const HOOKS: readonly BaseChain["hook"][] = ["prerouting", "input"];

/**
 * Who can reach this host with such a packet, when it is the first of its flow from a source that has been quiet: limits
 * are not yet exceeded, and nobody is on a set that fills while the system runs. Every base chain on the way must let
 * the packet through; an accept in one ends only that chain (nftables: "verdict statement").
 */
export function exposureOf(ruleset: Ruleset, query: Query): Exposure {
  const everyone = everybody(query.family);
  let flow: Flow = { sure: everyone, possible: everyone };
  let admissions: readonly Admission[] = [];
  const redirected: Run["redirected"] = [];
  const limits: FilterRule[] = [];
  let untracked: Between = { sure: nobody(query.family), possible: nobody(query.family) };
  for (const chain of baseChains(ruleset, query.family)) {
    const run: Run = { query, ruleset, admissions: [], redirected, limits, untracked, path: [] };
    const rest = walk(chain, flow, run);
    if (chain.base?.policy === "accept") admit(run, null, chain, rest);
    untracked = run.untracked;
    admissions = run.admissions;
    flow = { sure: unionOf(admissions.map(({ sure }) => sure), query.family), possible: unionOf(admissions.map(({ possible }) => possible), query.family) };
  }
  if (admissions.length === 0 && baseChains(ruleset, query.family).length > 0) flow = { sure: nobody(query.family), possible: nobody(query.family) };
  return { admissions, ...flow, redirected };
}

function baseChains(ruleset: Ruleset, family: Family): Chain[] {
  return [...ruleset.chains.values()]
    .filter(({ base }) => base !== null && HOOKS.includes(base.hook) && base.families.includes(family))
    .toSorted((a, b) => HOOKS.indexOf(a.base?.hook ?? "input") - HOOKS.indexOf(b.base?.hook ?? "input") || (a.base?.priority ?? 0) - (b.base?.priority ?? 0));
}

function unionOf(sets: readonly AddressSet[], family: Family): AddressSet {
  return sets.reduce(union, nobody(family));
}

function admit(run: Run, rule: FilterRule | null, chain: Chain, { sure, possible }: Flow): void {
  if (possible.ranges.length > 0) run.admissions.push({ rule, chain, sure, possible, limits: [...run.limits] });
}

/** What is left of the flow after a chain: what its rules did not decide. */
function walk(chain: Chain, entering: Flow, run: Run): Flow {
  if (run.path.includes(chain.key)) return { sure: nobody(run.query.family), possible: entering.possible };
  run.path.push(chain.key);
  let flow = entering;
  let returned: Flow = { sure: nobody(run.query.family), possible: nobody(run.query.family) };
  for (const rule of chain.rules) {
    if (flow.possible.ranges.length === 0) break;
    noteLimits(rule, flow, run);
    const matched = matchSources(rule, run.query, run.untracked);
    const taken: Flow = { sure: intersection(flow.sure, matched.sure), possible: intersection(flow.possible, matched.possible) };
    if (taken.possible.ranges.length === 0) continue;
    const after = apply(rule, chain, taken, run);
    if (after === "passes") continue;
    const left: Flow = { sure: difference(flow.sure, matched.possible), possible: difference(flow.possible, matched.sure) };
    if (after.to === "caller") returned = join(returned, after.flow);
    flow = after.to === "next" ? join(left, after.flow) : left;
  }
  run.path.pop();
  return join(flow, returned);
}

function join(a: Flow, b: Flow): Flow {
  return { sure: union(a.sure, b.sure), possible: union(a.possible, b.possible) };
}

/** What becomes of the packets a rule took: they pass on, or go to the next rule or the caller as far as given. */
type After = "passes" | { readonly to: "next" | "caller"; readonly flow: Flow };

function apply(rule: FilterRule, chain: Chain, taken: Flow, run: Run): After {
  const nothing: Flow = { sure: nobody(run.query.family), possible: nobody(run.query.family) };
  const { verdict } = rule;
  switch (verdict.kind) {
    case "accept":
      admit(run, rule, chain, taken);
      return { to: "next", flow: nothing };
    case "drop":
    case "reject":
      return { to: "next", flow: nothing };
    case "return":
      return { to: "caller", flow: taken };
    case "continue":
      return "passes";
    case "notrack":
      run.untracked = { sure: union(run.untracked.sure, taken.sure), possible: union(run.untracked.possible, taken.possible) };
      return "passes";
    case "redirect":
      run.redirected.push({ rule, possible: taken.possible });
      return { to: "next", flow: nothing };
    case "unknown":
      // It may accept, drop or pass on: nothing is sure from here, everything stays possible.
      admit(run, rule, chain, { sure: nothing.sure, possible: taken.possible });
      return { to: "next", flow: { sure: nothing.sure, possible: taken.possible } };
    case "jump":
    case "goto":
      return enter(verdict.chain, verdict.kind, taken, run);
  }
}

function enter(key: string, kind: "jump" | "goto", taken: Flow, run: Run): After {
  const target = run.ruleset.chains.get(key);
  if (target === undefined) return { to: "next", flow: { sure: nobody(run.query.family), possible: taken.possible } };
  return { to: kind === "goto" ? "caller" : "next", flow: walk(target, taken, run) };
}

/** Remembers a rate rule that the flow passes, whether it takes what is below the rate or what is above. */
function noteLimits(rule: FilterRule, flow: Flow, run: Run): void {
  if (run.limits.includes(rule) || !rule.matches.some(({ kind }) => kind === "limit")) return;
  const met = matchSources({ ...rule, matches: rule.matches.filter(({ kind }) => kind !== "limit") }, run.query, run.untracked);
  if (intersection(flow.possible, met.possible).ranges.length > 0) run.limits.push(rule);
}
