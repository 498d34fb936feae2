/** Decides the files for iptables: chains of our own, hooked into the tables, and the sets they look into. */
import type { Policy, PolicyNode } from "../../policy/types.js";
import { BAN_SET, planFilter, type FilterPlan } from "../filter-plan.js";
import type { Family, Stage } from "../filter-rules.js";
import type { AddressSet } from "../filter-sets.js";
import { headerLines } from "../header.js";
import { address, name, number, remark, type Word } from "./quote.js";
import { chainLines } from "./rules.js";

interface Chain {
  readonly stage: Stage;
  readonly name: string;
  readonly hook: string;
  readonly position: number;
}

interface Table {
  readonly name: string;
  readonly policies: readonly string[];
  readonly chains: readonly Chain[];
}

const FILTER: Table = {
  name: "filter",
  policies: ["INPUT DROP", "FORWARD DROP"],
  chains: [
    { stage: "input", name: "RINGFENCE-INPUT", hook: "INPUT", position: 1 },
    { stage: "forward", name: "RINGFENCE-FORWARD", hook: "FORWARD", position: 1 },
  ],
};
const NAT: Table = {
  name: "nat",
  policies: [],
  chains: [
    { stage: "dnat", name: "RINGFENCE-DNAT", hook: "PREROUTING", position: 1 },
    { stage: "snat", name: "RINGFENCE-SNAT", hook: "POSTROUTING", position: 1 },
  ],
};
const RAW: Table = {
  name: "raw",
  policies: [],
  chains: [
    { stage: "bans", name: "RINGFENCE-BANS", hook: "PREROUTING", position: 1 },
    { stage: "untrackIn", name: "RINGFENCE-UNTRACK", hook: "PREROUTING", position: 2 },
    { stage: "untrackOut", name: "RINGFENCE-UNTRACKOUT", hook: "OUTPUT", position: 1 },
  ],
};

/** Tables become active one after the other: what accepts untracked packets comes before what makes them untracked. */
function tablesOf(plan: FilterPlan): readonly Table[] {
  return plan.forwards ? [FILTER, NAT, RAW] : [FILTER, RAW];
}

export function rulesView(policy: Policy, node: PolicyNode, family: Family): object {
  const plan = planFilter(policy, node);
  const restore = family === 4 ? "iptables-restore" : "ip6tables-restore";
  return {
    header: headerLines(policy, "#"),
    restore,
    file: `rules.v${family}`,
    forwards: plan.forwards,
    tables: tablesOf(plan).map((table) => ({
      name: table.name,
      policies: table.policies,
      chains: table.chains.map((chain) => ({ name: chain.name, hook: chain.hook, position: number(chain.position) })),
      lines: table.chains.flatMap((chain) => chainLines(chain.name, plan.rules[chain.stage], family)),
    })),
  };
}

interface SetView {
  readonly reason: Word;
  readonly name: Word;
  readonly fresh: Word;
  readonly family: "inet" | "inet6";
  readonly size: Word;
  readonly members: readonly { readonly into: Word; readonly cidr: Word }[];
}

/** Room for every address of the policy; ipset refuses what is beyond. */
const LEAST_MEMBERS = 65_536;

function setView(set: AddressSet, family: Family): SetView {
  const fresh = name(`${set.name}${family}_new`);
  const members = (family === 4 ? set.v4 : set.v6).flatMap(halves).map((cidr) => ({ into: fresh, cidr: address(cidr) }));
  return {
    reason: remark(set.reason),
    name: name(`${set.name}${family}`),
    fresh,
    family: family === 4 ? "inet" : "inet6",
    size: number(Math.max(LEAST_MEMBERS, members.length)),
    members,
  };
}

/** hash:net holds no prefix of length 0. */
function halves(cidr: string): readonly string[] {
  if (cidr === "0.0.0.0/0") return ["0.0.0.0/1", "128.0.0.0/1"];
  return cidr === "::/0" ? ["::/1", "8000::/1"] : [cidr];
}

export function ipsetView(policy: Policy, node: PolicyNode): object {
  const plan = planFilter(policy, node);
  return {
    header: headerLines(policy, "#"),
    bans: { v4: name(`${BAN_SET.name}4`), v6: name(`${BAN_SET.name}6`) },
    sets: plan.sets.flatMap((set) => [setView(set, 4), setView(set, 6)]),
  };
}
