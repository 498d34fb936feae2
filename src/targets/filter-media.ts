/** Where RTP goes on a host: it ends here, it is passed on to the core, or there is none. */
import type { Policy, PolicyNode } from "../policy/types.js";
import { ERRORS } from "./filter-icmp.js";
import { familyOf, rule, type Condition, type FilterRule } from "./filter-rules.js";
import { fromSources, toSources, type ServiceRules, type Sources } from "./filter-services.js";
import { union } from "./filter-sets.js";

export type MediaPath =
  | { readonly kind: "none" }
  | { readonly kind: "ends-here"; readonly sources: Sources; readonly ports: Ports; readonly at: readonly Condition[] }
  | { readonly kind: "passed-on"; readonly sources: Sources; readonly ports: Ports; readonly public: string; readonly core: string };

interface Ports {
  readonly first: number;
  readonly last: number;
}

export function mediaOf(policy: Policy, node: PolicyNode): MediaPath {
  const { link, media, listeners } = policy;
  const ports = media.ports.value;
  const sources = callers(policy);
  const apart = link !== null && link.edgeNode !== link.coreNode;
  if (apart && node.name === link.edgeNode) return { kind: "passed-on", sources, ports, public: link.mediaAddress, core: link.address.core };
  if (!node.runs.includes("asterisk")) return { kind: "none" };
  return { kind: "ends-here", sources, ports, at: apart ? [{ on: "address", side: "destination", address: link.address.core }] : familiesHeard(listeners) };
}

/** Media follows signalling: no listener of a family, no media over it. */
function familiesHeard(listeners: Policy["listeners"]): Condition[] {
  const [first, ...others] = listeners;
  return first === undefined || others.some(({ family }) => family !== first.family) ? [] : [{ on: "family", family: first.family }];
}

/** Media comes from where calls come from: a carrier's media gateways belong into its network as well. */
function callers(policy: Policy): Sources {
  const networks = [...new Set(policy.listeners.flatMap(({ from }) => from.value))];
  if (networks.some(({ role }) => role === "world")) return "world";
  return union("rf_media", "networks that may call", networks.filter(({ role }) => role !== "localhost"), []);
}

function range(side: "source" | "destination", { first, last }: Ports): Condition {
  return { on: "port", protocol: "udp", side, first, last };
}

/**
 * Fifty packets a second and stream, each way: past the connection tracker, without a limit that could cut a call. The
 * core behind an edge takes media for its private address from whoever may call: the edge leaves callers' addresses as
 * they are, so what comes by the edge and what comes from the core's own wire cannot be told apart here.
 */
export function mediaRules(media: MediaPath): ServiceRules {
  if (media.kind !== "ends-here") return { untrackIn: [], untrackOut: [], input: [] };
  const { sources, ports } = media;
  const arriving = [...media.at, ...fromSources(sources), range("destination", ports)];
  const leaving = [...media.at.map(turned), ...toSources(sources), range("source", ports)];
  return {
    untrackIn: [rule("media.ports", arriving, "untrack")],
    untrackOut: [rule("media.ports", leaving, "untrack")],
    input: [rule("media.ports", arriving, "accept")],
  };
}

/** The same condition seen from the answer. */
function turned(condition: Condition): Condition {
  return condition.on === "address" ? { ...condition, side: condition.side === "source" ? "destination" : "source" } : condition;
}

/**
 * The edge passes media on port by port: callers see its public address alone, the core sees the callers' addresses.
 * Translation needs the connection tracker. Nothing but media of these ports is forwarded, either way.
 */
export function forwardRules(media: MediaPath): { readonly dnat: readonly FilterRule[]; readonly forward: readonly FilterRule[]; readonly snat: readonly FilterRule[] } {
  if (media.kind !== "passed-on") return { dnat: [], forward: [], snat: [] };
  const { sources, ports, core } = media;
  const fromCore: Condition[] = [{ on: "address", side: "source", address: core }, range("source", ports), ...toSources(sources)];
  const family = familyOf(core);
  return {
    dnat: [{ reason: "media.ports", conditions: [...fromSources(sources), { on: "address", side: "destination", address: media.public }, range("destination", ports)], verdict: { to: "dnat", address: core } }],
    forward: [
      rule("belongs to no connection", [{ on: "state", state: "invalid" }], "drop"),
      rule("media under way", [{ on: "family", family }, { on: "state", state: "established" }], "accept"),
      rule("errors about media", [{ on: "icmp", family, types: ERRORS[family], hopLimit: null }, { on: "state", state: "related" }], "accept"),
      // Translated: who sends to the core's own address past the translation is refused.
      rule("media.ports from callers", [...fromSources(sources), { on: "address", side: "destination", address: core }, range("destination", ports), { on: "translated" }], "accept"),
      rule("media.ports from the core", fromCore, "accept"),
    ],
    snat: [{ reason: "media.ports", conditions: fromCore, verdict: { to: "snat", address: media.public } }],
  };
}
