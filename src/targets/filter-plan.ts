/**
 * Every decision about one host's packet filter: which services exist, who may reach them, in which order a packet
 * meets the rules. Pure; the formats only translate it. What `input` does not accept is dropped at its end, what
 * `forward` does not accept is dropped by its chain's policy. What the host itself sends is not filtered: a policy says
 * nothing about where a host may go, and a wrong guess would cut it off from its carriers, name servers and updates.
 */
import type { Network, Policy, PolicyNode } from "../policy/types.js";
import { essentialIcmp } from "./filter-icmp.js";
import { sourceCeiling } from "./filter-limits.js";
import { forwardRules, mediaOf, mediaRules } from "./filter-media.js";
import { rule, STAGES, type Condition, type FilterRule, type SourceTable, type Stage } from "./filter-rules.js";
import { linkRules, listenerRules, managementRules, type ServiceRules } from "./filter-services.js";
import { setNames, union, type AddressSet } from "./filter-sets.js";

export interface FilterPlan {
  readonly rules: Readonly<Record<Stage, readonly FilterRule[]>>;
  /** Sets of the policy's addresses that some rule names, in order of name; the ban set is not among them. */
  readonly sets: readonly AddressSet[];
  /** Tables of sources that some rule fills, in order of name. */
  readonly tables: readonly SourceTable[];
  /** The host passes media on to another, so its kernel must forward. */
  readonly forwards: boolean;
}

/** Addresses that are banned at the moment: written by what watches the logs, kept when the rules are loaded anew. */
export const BAN_SET: AddressSet = { name: "rf_ban", reason: "banned for the moment", v4: [], v6: [] };

const LOOPBACK: Condition = { on: "loopback" };

/** The last words of `input`, so that a probe is seen without filling the disk. */
const LOGGED = { count: 30, per: "minute", burst: 30 } as const;

export function planFilter(policy: Policy, node: PolicyNode): FilterPlan {
  const media = mediaOf(policy, node);
  const services = servicesOf(policy, node);
  const all = [...services.management, ...services.sip, mediaRules(media)];
  const { dnat, forward, snat } = forwardRules(media);
  const rules: FilterPlan["rules"] = {
    bans: banRules(policy, node),
    untrackIn: all.flatMap((service) => service.untrackIn),
    untrackOut: all.flatMap((service) => service.untrackOut),
    dnat,
    input: [
      rule("loopback", [LOOPBACK], "accept"),
      ...services.management.flatMap((service) => service.input),
      ...essentialIcmp(),
      rule("belongs to no connection", [{ on: "state", state: "invalid" }], "drop"),
      ...services.sip.flatMap((service) => service.input),
      // Not RELATED: we attach no helper, and one that somebody else attaches shall open nothing here either.
      rule("answers to what this host began", [{ on: "state", state: "established" }], "accept"),
      ...mediaRules(media).input,
      rule("everything else", [{ on: "overall-rate", rate: LOGGED }], "log"),
      rule("everything else", [], "drop"),
    ],
    forward,
    snat,
  };
  return { rules, sets: setsIn(rules), tables: tablesIn(rules), forwards: forward.length > 0 };
}

function servicesOf(policy: Policy, node: PolicyNode): { readonly management: readonly ServiceRules[]; readonly sip: readonly ServiceRules[] } {
  const { link, networks, listeners } = policy;
  const networkNames = setNames(networks.map(({ name }) => name));
  const listenerNames = setNames(listeners.map(({ name }) => name));
  const sets = new Map(networks.map((network) => [network.name, union(named(networkNames, network.name), network.path, [network], [])]));
  const setOf = (network: Network): AddressSet => named(sets, network.name);
  const management = policy.management.filter(({ service }) => service === "ssh" || node.runs.includes("asterisk"));
  const side = sideOf(policy, node);
  return {
    management: management.map((service) => managementRules(service, setOf)),
    sip: [
      ...(link !== null && side !== null ? [linkRules(link, side)] : []),
      ...listeners
        .filter((listener) => listener.node === node.name && !isLoopback(listener.address))
        .map((listener) => listenerRules(listener, policy, named(listenerNames, listener.name).slice("rf_".length), sourceCeiling(policy.limits, listener, policy.accounts), setOf)),
    ],
  };
}

function named<T>(things: ReadonlyMap<string, T>, name: string): T {
  const found = things.get(name);
  if (found === undefined) throw new Error(`nothing of the name ${name}`);
  return found;
}

/** Loopback needs no rule: `lo` is accepted as a whole. */
function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

/** Which half of the link between two hosts this node is; null where there is no such link or both run on one host. */
export function sideOf({ link }: Policy, node: PolicyNode): "edge" | "core" | null {
  if (link === null || link.edgeNode === link.coreNode) return null;
  if (node.name === link.edgeNode) return "edge";
  return node.name === link.coreNode ? "core" : null;
}

/** The link's address of the other node; a policy has one link at most. */
export function neighboursOf(policy: Policy, node: PolicyNode): readonly string[] {
  const side = sideOf(policy, node);
  if (policy.link === null || side === null) return [];
  return [side === "edge" ? policy.link.address.core : policy.link.address.edge];
}

/** Networks whose addresses are never banned: a ban there would hurt the user, and UDP lets an attacker borrow them. */
export function neverBanned(policy: Policy): readonly Network[] {
  return policy.networks.filter(({ role }) => role !== "world" && role !== "localhost" && role !== "unknown");
}

function banRules(policy: Policy, node: PolicyNode): FilterRule[] {
  const neighbours = neighboursOf(policy, node);
  const trusted = union("rf_trusted", "phones, trunks, peers, management, the other node", neverBanned(policy), neighbours);
  return [
    rule("loopback", [LOOPBACK], "return"),
    // The other node is believed by its address alone, so that address counts only where the route to it leads.
    ...neighbours.map((address) => rule("nodes: address of the other node, borrowed", [{ on: "address", side: "source", address }, { on: "strayed" }], "drop")),
    rule("never banned", [{ on: "set", side: "source", set: trusted }], "return"),
    rule("limits.ban", [{ on: "set", side: "source", set: BAN_SET }], "drop"),
  ];
}

function conditionsIn(rules: FilterPlan["rules"]): Condition[] {
  return STAGES.flatMap((stage) => rules[stage]).flatMap(({ conditions }) => conditions);
}

function setsIn(rules: FilterPlan["rules"]): AddressSet[] {
  const found = new Map<string, AddressSet>();
  for (const condition of conditionsIn(rules)) if (condition.on === "set") found.set(condition.set.name, condition.set);
  found.delete(BAN_SET.name);
  return [...found.values()].sort(byName);
}

function tablesIn(rules: FilterPlan["rules"]): SourceTable[] {
  const found = new Map<string, SourceTable>();
  for (const condition of conditionsIn(rules)) {
    if (condition.on === "source-rate" || condition.on === "connections-above") found.set(condition.table.name, condition.table);
  }
  return [...found.values()].sort(byName);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
