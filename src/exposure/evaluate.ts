import { difference, everybody, intersection, isEmpty, isEverybody, nobody, union, unionOf, type AddressSet, type Family } from "./addresses.js";
import { matchAll, type Between, type Matched } from "./match.js";
import type { BaseChain, Chain, FilterRule, Ruleset, State } from "./model.js";
import { Remainder } from "./remainder.js";

/** One kind of packet, whoever sends it. */
export interface Query {
  readonly family: Family;
  /** Interface it comes in by, e.g. `eth0`; a name that no rule mentions stands for all the others. */
  readonly inInterface: string;
  /** `udp`, `tcp`, `icmp` … */
  readonly protocol: string;
  /** Null: whichever the sender likes, or none where the protocol has none. */
  readonly sourcePort: number | null;
  /** Null where the protocol has none. */
  readonly destinationPort: number | null;
  /** Of an ICMP message; null or absent: whichever the sender likes. */
  readonly icmpType?: number | null;
  /** Local address it is sent to; null: any. */
  readonly destination: bigint | null;
  readonly state: State;
  /** The source has used up what every rate lets it send: who is still let in is limited by none. */
  readonly beyondRates?: boolean;
  /** Who sends it. Given, the answer is not a set of sources but one of destination ports, see portsOpen. */
  readonly source?: bigint;
}

/**
 * Sources that one rule, or a chain's policy, lets through. Where several base chains do, it is the last rule of its own:
 * the policy of a later chain that drops something else decides nothing.
 */
export interface Admission {
  /** Null: the policy of the chain. */
  readonly rule: FilterRule | null;
  readonly chain: Chain;
  readonly sure: AddressSet;
  /** Superset of `sure`: with the sources about which something unknown decides. */
  readonly possible: AddressSet;
  /** Rate and count rules that some of these packets pass on their way; found when asked for. */
  readonly limits: readonly FilterRule[];
  /** The rules that jump to where it is decided, outermost first; empty in a base chain. */
  readonly via: readonly FilterRule[];
}

/** Sources that one rule turns away. What the policy of a chain drops is whatever is left. */
export interface Denial {
  readonly rule: FilterRule;
  readonly chain: Chain;
  readonly via: readonly FilterRule[];
  readonly possible: AddressSet;
}

export interface Exposure {
  readonly admissions: readonly Admission[];
  readonly denials: readonly Denial[];
  readonly sure: AddressSet;
  readonly possible: AddressSet;
  /** Rules that send the packet to another port or host. */
  readonly redirected: readonly { readonly rule: FilterRule; readonly possible: AddressSet }[];
}

/** Sources whose packets are at some point of the way. */
type Flow = Between;

interface Run {
  readonly query: Query;
  readonly ruleset: Ruleset;
  admissions: Admission[];
  readonly redirected: { rule: FilterRule; possible: AddressSet }[];
  readonly limits: { readonly rule: FilterRule; readonly met: AddressSet }[];
  readonly limiting: Set<FilterRule>;
  readonly untracking: Left;
  /** What `untracking` comes to; null since it changed. */
  untrackedNow: Between | null;
  readonly untracked: Between;
  readonly added: Map<string, AddressSet>;
  readonly denials: Denial[];
  /** Chains being walked, so that a loop ends (the kernel refuses to load one). */
  readonly path: string[];
  /** The rules that jumped to them. */
  readonly via: FilterRule[];
  /** Rules looked at; see MOST_STEPS. */
  steps: number;
}

const HOOKS: readonly BaseChain["hook"][] = ["ingress", "prerouting", "input"];

/** Chains that call each other again and again can take forever; past this what they decide is unknown. */
const MOST_STEPS = 1_000_000;
/** The kernel ends at 16 (nf_tables: NFT_JUMP_STACK_SIZE), older ones of iptables later. */
const DEEPEST = 200;

/**
 * Who can reach this host with such a packet, when it is the first of its flow from a source that has been quiet and is
 * where it says it is: limits are not yet exceeded, and nobody is on a set that fills while the system runs. Every base
 * chain on the way must let the packet through; an accept in one ends only that chain (nftables: "verdict statement").
 */
export function exposureOf(ruleset: Ruleset, query: Query): Exposure {
  const { family } = query;
  const run = newRun(ruleset, query);
  let flow: Flow = { sure: everybody(family), possible: everybody(family) };
  for (const chain of baseChains(ruleset, query)) {
    const before = run.admissions;
    run.admissions = [];
    pass(chain, flow, run);
    run.admissions = decided(before, run.admissions);
    flow = { sure: unionOf(family, run.admissions.map(({ sure }) => sure)), possible: unionOf(family, run.admissions.map(({ possible }) => possible)) };
  }
  return { admissions: run.admissions, denials: run.denials, ...flow, redirected: run.redirected };
}

function newRun(ruleset: Ruleset, query: Query): Run {
  const none = nobody(query.family);
  return {
    query, ruleset, admissions: [], redirected: [], limits: [], limiting: new Set(), added: new Map(), denials: [], path: [], via: [], steps: 0,
    untracking: { sure: new Remainder(none), possible: new Remainder(none) }, untrackedNow: { sure: none, possible: none },
    get untracked() {
      return (this.untrackedNow ??= { sure: this.untracking.sure.whole(), possible: this.untracking.possible.whole() });
    },
  };
}

function baseChains(ruleset: Ruleset, { family, inInterface }: Query): Chain[] {
  return [...ruleset.chains.values()]
    .filter(({ base }) => base !== null && HOOKS.includes(base.hook) && base.families.includes(family) && (base.devices?.includes(inInterface) ?? true))
    .sort((a, b) => HOOKS.indexOf(a.base?.hook ?? "input") - HOOKS.indexOf(b.base?.hook ?? "input") || (a.base?.priority ?? 0) - (b.base?.priority ?? 0));
}

/** Chains of type nat see the first packet of a flow that is tracked, and nothing else (nf_nat_core.c: nf_nat_inet_fn). */
function pass(chain: Chain, flow: Flow, run: Run): void {
  let entering = flow;
  if (chain.base?.type === "nat") {
    const { sure, possible } = run.query.state === "new" || run.query.state === "related" ? run.untracked : flow;
    admit(run, null, chain, { sure: intersection(flow.sure, sure), possible: intersection(flow.possible, possible) });
    entering = { sure: difference(flow.sure, possible), possible: difference(flow.possible, sure) };
  }
  const rest = walkApart(chain, entering, run);
  if (chain.base?.policy === "accept") admit(run, null, chain, rest);
}

/** Admissions after one more base chain: what its policy let through was decided by the rules before it, if any. */
function decided(before: readonly Admission[], now: readonly Admission[]): Admission[] {
  if (before.length === 0) return [...now];
  return now.flatMap((admission): Admission[] => {
    if (admission.rule !== null) return [admission];
    return before
      .map(({ rule, chain, sure, possible, via }) => new Admitted(rule, chain, intersection(sure, admission.sure), intersection(possible, admission.possible), admission, via))
      .filter(({ possible }) => !isEmpty(possible));
  });
}

class Admitted implements Admission {
  constructor(
    readonly rule: FilterRule | null,
    readonly chain: Chain,
    readonly sure: AddressSet,
    readonly possible: AddressSet,
    private readonly passed: Pick<Admission, "limits">,
    readonly via: readonly FilterRule[],
  ) {}

  get limits(): readonly FilterRule[] {
    return this.passed.limits;
  }
}

function admit(run: Run, rule: FilterRule | null, chain: Chain, { sure, possible }: Flow): void {
  if (isEmpty(possible)) return;
  const count = run.limits.length;
  const passed = {
    get limits(): FilterRule[] {
      return run.limits.slice(0, count).filter(({ met }) => !isEmpty(intersection(met, possible))).map((limit) => limit.rule);
    },
  };
  run.admissions.push(new Admitted(rule, chain, sure, possible, passed, [...run.via]));
}

/** A flow while rules take from it. */
interface Left {
  readonly sure: Remainder;
  readonly possible: Remainder;
}

/** Leaves in the flow what the rules of a chain did not decide. */
function walk(chain: Chain, left: Left, run: Run): void {
  run.path.push(chain.key);
  const returned: Flow[] = [];
  for (const rule of chain.rules) {
    if (left.possible.knownEmpty) break;
    run.steps++;
    noteLimits(rule, left.possible, run);
    const matched = matchAll(rule.matches, run.query, run);
    const all = isEverybody(matched.stuck) && isEverybody(matched.forced);
    if (all && rule.verdict.kind === "return") break;
    if (all && rule.verdict.kind === "jump" && walkInto(rule, rule.verdict.chain, left, run)) continue;
    follow(rule, chain, matched, left, returned, run);
  }
  run.path.pop();
  // What came back from a chain or by a return is left over as well.
  for (const { sure, possible } of returned) {
    left.sure.put(sure, sure);
    left.possible.put(possible, possible);
  }
}

/** Walks a chain that the whole flow goes into; false where it cannot be entered. */
function walkInto(rule: FilterRule, key: string, left: Left, run: Run): boolean {
  const target = enterable(key, run);
  if (target === null) return false;
  run.via.push(rule);
  walk(target, left, run);
  run.via.pop();
  return true;
}

function follow(rule: FilterRule, chain: Chain, matched: Matched, left: Left, returned: Flow[], run: Run): void {
  const taken: Flow = { sure: left.sure.overlap(matched.sure), possible: left.possible.overlap(matched.possible) };
  if (isEmpty(taken.possible)) return;
  noteAdded(rule, taken, run);
  const after = apply(rule, chain, taken, matched, run);
  if (after === "passes") return;
  if (after.to === "caller") returned.push(after.flow);
  const back = after.to === "next" ? after.flow : { sure: nobody(run.query.family), possible: nobody(run.query.family) };
  left.sure.put(matched.stuck, intersection(back.sure, matched.stuck));
  left.possible.put(matched.forced, intersection(back.possible, matched.forced));
}

/** What becomes of the packets a rule took: they pass on, or go to the next rule or the caller as far as given. */
type After = "passes" | { readonly to: "next" | "caller"; readonly flow: Flow };

function apply(rule: FilterRule, chain: Chain, taken: Flow, matched: Matched, run: Run): After {
  const nothing: Flow = { sure: nobody(run.query.family), possible: nobody(run.query.family) };
  const { verdict } = rule;
  switch (verdict.kind) {
    case "accept":
      admit(run, rule, chain, taken);
      return { to: "next", flow: nothing };
    case "drop":
    case "reject":
      run.denials.push({ rule, chain, via: [...run.via], possible: taken.possible });
      return { to: "next", flow: nothing };
    case "return":
      return { to: "caller", flow: taken };
    case "continue":
      return "passes";
    case "notrack":
      untrack(taken, matched, run);
      return "passes";
    case "redirect":
      run.redirected.push({ rule, possible: taken.possible });
      return { to: "next", flow: nothing };
    case "unknown":
      return undecided(rule, chain, taken, run);
    case "jump":
    case "goto":
      return enter(rule, chain, verdict.chain, verdict.kind, taken, run);
  }
}

function untrack({ sure, possible }: Flow, { forced }: Matched, run: Run): void {
  const always = intersection(sure, forced);
  run.untracking.sure.put(always, always);
  run.untracking.possible.put(possible, possible);
  run.untrackedNow = null;
}

/** The rule may accept, drop or pass on: nothing is sure from here, everything stays possible. */
function undecided(rule: FilterRule, chain: Chain, { possible }: Flow, run: Run): After {
  const flow: Flow = { sure: nobody(run.query.family), possible };
  admit(run, rule, chain, flow);
  return { to: "next", flow };
}

function enter(rule: FilterRule, chain: Chain, key: string, kind: "jump" | "goto", taken: Flow, run: Run): After {
  const target = enterable(key, run);
  if (target === null) return undecided(rule, chain, taken, run);
  run.via.push(rule);
  const flow = walkApart(target, taken, run);
  run.via.pop();
  return { to: kind === "goto" ? "caller" : "next", flow };
}

/** The chain of that name, unless there is none, it is being walked already, or enough has been walked. */
function enterable(key: string, { ruleset, path, steps }: Run): Chain | null {
  const target = ruleset.chains.get(key);
  return target === undefined || path.includes(key) || path.length > DEEPEST || steps > MOST_STEPS ? null : target;
}

/** What is left of a part of the flow after a chain. */
function walkApart(chain: Chain, { sure, possible }: Flow, run: Run): Flow {
  const left: Left = { sure: new Remainder(sure), possible: new Remainder(possible) };
  walk(chain, left, run);
  return { sure: left.sure.whole(), possible: left.possible.whole() };
}

/** Remembers a rate rule that the flow passes, whether it takes what is below the rate or what is above. */
function noteLimits(rule: FilterRule, flow: Remainder, run: Run): void {
  if (!rule.matches.some(({ kind }) => kind === "limit") || run.limiting.has(rule)) return;
  // A rate of log lines limits nobody.
  if (rule.verdict.kind === "continue" && rule.adds === undefined) return;
  const met = flow.overlap(matchAll(rule.matches.filter(({ kind }) => kind !== "limit"), run.query, run).possible);
  if (isEmpty(met)) return;
  run.limiting.add(rule);
  run.limits.push({ rule, met });
}

/** Members of a set that this packet itself may have become; what its rate had to exceed first, a quiet source has not. */
function noteAdded({ adds }: FilterRule, { possible }: Flow, run: Run): void {
  for (const name of adds ?? []) run.added.set(name, union(run.added.get(name) ?? nobody(run.query.family), possible));
}
