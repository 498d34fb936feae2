/** Decides the file for nftables: a table of our own that is replaced as a whole, and one for bans, which outlive it. */
import type { Policy, PolicyNode } from "../../policy/types.js";
import { BAN_SET, planFilter, type FilterPlan } from "../filter-plan.js";
import { FAMILIES, STAGES, type Family, type SourceTable, type Stage } from "../filter-rules.js";
import type { AddressSet } from "../filter-sets.js";
import { headerLines } from "../header.js";
import { address, name, number, remark } from "./quote.js";
import { chainLines } from "./rules.js";

/** Name and hook of each stage's chain. `bans` stands before `untrackIn`, and both before the connection tracker. */
const CHAINS: Readonly<Record<Stage, { readonly name: string; readonly hook: string }>> = {
  bans: { name: "bans", hook: "type filter hook prerouting priority raw - 10; policy accept;" },
  untrackIn: { name: "untrack", hook: "type filter hook prerouting priority raw; policy accept;" },
  untrackOut: { name: "untrack_out", hook: "type filter hook output priority raw; policy accept;" },
  dnat: { name: "media_in", hook: "type nat hook prerouting priority dstnat; policy accept;" },
  input: { name: "input", hook: "type filter hook input priority filter; policy drop;" },
  forward: { name: "forward", hook: "type filter hook forward priority filter; policy drop;" },
  snat: { name: "media_out", hook: "type nat hook postrouting priority srcnat; policy accept;" },
};

/** Stages whose chain exists even without a rule, because its policy says something. */
const ALWAYS: readonly Stage[] = ["input", "forward"];

export function view(policy: Policy, node: PolicyNode): object {
  const plan = planFilter(policy, node);
  const ofBans = setsOfBans(plan);
  return {
    header: headerLines(policy, "#"),
    forwards: plan.forwards,
    trusted: plan.sets.filter((set) => ofBans.has(set.name)).flatMap(addressSets),
    bans: FAMILIES.map((family) => ({ name: name(`${BAN_SET.name}${family}`), type: typeOf(family), flags: family === 4 ? "timeout" : "interval, timeout" })),
    banChain: chain(plan, "bans"),
    sets: plan.sets.filter((set) => !ofBans.has(set.name)).flatMap(addressSets),
    tables: plan.tables.flatMap(sourceTables),
    chains: STAGES.filter((stage) => stage !== "bans" && (plan.rules[stage].length > 0 || ALWAYS.includes(stage))).map((stage) => chain(plan, stage)),
  };
}

function chain(plan: FilterPlan, stage: Stage): object {
  return { ...CHAINS[stage], lines: chainLines(plan.rules[stage]) };
}

/** A set belongs to one table; those that the ban chain looks into live with it. */
function setsOfBans({ rules }: FilterPlan): ReadonlySet<string> {
  return new Set(rules.bans.flatMap(({ conditions }) => conditions.flatMap((condition) => (condition.on === "set" ? [condition.set.name] : []))));
}

function typeOf(family: Family): string {
  return family === 4 ? "ipv4_addr" : "ipv6_addr";
}

function addressSets(set: AddressSet): object[] {
  return FAMILIES.map((family) => {
    const members = (family === 4 ? set.v4 : set.v6).map(address);
    return { reason: remark(set.reason), name: name(`${set.name}${family}`), type: typeOf(family), filled: members.length > 0, members };
  });
}

/** `forget` 0: the kernel forgets a source when its last connection ends. */
function sourceTables(table: SourceTable): object[] {
  return FAMILIES.map((family) => ({
    name: name(`${table.name}${family}`),
    type: typeOf(family),
    size: number(table.entries),
    flags: table.forget === 0 ? "flags dynamic;" : `flags dynamic, timeout; timeout ${number(table.forget)}s;`,
  }));
}
