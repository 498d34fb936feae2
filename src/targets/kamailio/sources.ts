import type { Listener, Network, Policy, PolicyNode, Trunk } from "../../policy/types.js";
import type { Quoted } from "../target.js";
import { comment, host, number } from "./quote.js";

type Text = Quoted<"kamailio">;

/** Groups of address.list. A source may be in several. */
export const CORE_GROUP = 1;
export const NEVER_BANNED_GROUP = 2;
export const UNLIMITED_GROUP = 3;
const FIRST_LISTENER_GROUP = 100;
const FIRST_TRUNK_GROUP = 10_000;

export interface Source {
  readonly group: Text;
  readonly address: Text;
  readonly mask: Text;
}

export interface SourceGroup {
  readonly path: Text;
  readonly purpose: Text;
  readonly sources: readonly Source[];
}

const NEVER_BANNED: ReadonlySet<Network["role"]> = new Set(["phones", "trunk", "peers", "management", "localhost"]);

export const listenerGroup = (index: number): number => FIRST_LISTENER_GROUP + index;
export const trunkGroup = (index: number): number => FIRST_TRUNK_GROUP + index;

export const fromWorld = (listener: Listener): boolean => listener.from.value.some((network) => network.role === "world");

/** Every group of address.list: who is the core, who is never banned, who may reach which listener, who is which trunk. */
export function sourceGroups(policy: Policy, node: PolicyNode, core: string, listeners: readonly Listener[], trunks: readonly Trunk[]): SourceGroup[] {
  const never = policy.networks.filter((network) => NEVER_BANNED.has(network.role));
  const unlimited = never.filter((network) => network.role !== "phones");
  const groups: SourceGroup[] = [
    group(CORE_GROUP, `nodes.${policy.link?.coreNode ?? node.name}`, "the core, which alone may use the link", [single(core)]),
    group(NEVER_BANNED_GROUP, "networks", "never banned", never.flatMap(cidrs)),
    group(UNLIMITED_GROUP, "networks", "not limited either", unlimited.flatMap(cidrs)),
  ];
  listeners.forEach((listener, index) => {
    if (!fromWorld(listener)) groups.push(group(listenerGroup(index), `${listener.path}.from`, "may reach this listener", listener.from.value.flatMap(cidrs)));
  });
  trunks.forEach((trunk, index) => groups.push(group(trunkGroup(index), `${trunk.path}.peers`, "the peers of this trunk", cidrs(trunk.peers))));
  return groups;
}

const cidrs = (network: Network): string[] => [...network.v4, ...network.v6];
const single = (address: string): string => `${address}/${address.includes(":") ? 128 : 32}`;

function group(id: number, path: string, purpose: string, from: readonly string[]): SourceGroup {
  const sources = [...new Set(from.flatMap(halves))].map((cidr) => {
    const [address = "", mask = ""] = cidr.split("/");
    return { group: number(id), address: plain(address), mask: number(Number(mask)) };
  });
  return { path: comment(path), purpose: comment(purpose), sources };
}

/** A mask of 0 means one host to Kamailio (permissions, address.c), so everything is written as two halves. */
function halves(cidr: string): string[] {
  if (!cidr.endsWith("/0")) return [cidr];
  return cidr.includes(":") ? ["::/1", "8000::/1"] : ["0.0.0.0/1", "128.0.0.0/1"];
}

/** An address as address.list wants it, without brackets. CIDRs come canonical from the policy. */
const plain = (address: string): Text => host(address).replace(/^\[|\]$/g, "") as Text;
