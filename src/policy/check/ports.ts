import { parseAddress } from "../addresses.js";
import { isWrong } from "../grammar/units.js";
import type { Problems } from "../problems.js";
import type { ResolvedListener } from "../resolve/listeners.js";
import { groupBy } from "./group.js";
import type { CoreLink, ManagementService, Media, PolicyNode } from "../types.js";

type Transport = "udp" | "tcp";

export function transportOf({ listener }: ResolvedListener): Transport {
  return listener.protocol.value === "udp" ? "udp" : "tcp";
}

/** Two sockets that the kernel would not open beside each other. Grouped by port first, so that many listeners stay cheap. */
export function checkSockets(listeners: readonly ResolvedListener[], problems: Problems): void {
  const groups = groupBy(listeners, (one) => `${one.listener.node} ${transportOf(one)} ${one.listener.port.value}`);
  for (const group of groups.values()) {
    const first = new Map<string, ResolvedListener>();
    const wildcards: ResolvedListener[] = [];
    // Wildcards first: each later socket is then compared with those few and with its own address alone.
    for (const one of [...group.filter(({ wildcard }) => wildcard), ...group.filter(({ wildcard }) => !wildcard)]) {
      const taken = first.get(one.listener.address) ?? wildcards.find((other) => overlap(one, other));
      if (taken !== undefined) reportClash(...inOrder(taken, one), problems);
      else if (one.wildcard) wildcards.push(one);
      if (!first.has(one.listener.address)) first.set(one.listener.address, one);
    }
  }
}

function inOrder(a: ResolvedListener, b: ResolvedListener): [ResolvedListener, ResolvedListener] {
  return a.portAt.start < b.portAt.start ? [b, a] : [a, b];
}

/** Whether a wildcard takes the other's address too; `::` takes IPv4 as well on most hosts. */
function overlap(a: ResolvedListener, b: ResolvedListener): boolean {
  return a.listener.family === b.listener.family || (a.wildcard && a.listener.family === 6) || (b.wildcard && b.listener.family === 6);
}

function reportClash(one: ResolvedListener, first: ResolvedListener, problems: Problems): void {
  const { path, port, protocol, address } = one.listener;
  const other = first.listener;
  const why = protocol.value === other.protocol.value ? "" : ` (${protocol.value} and ${other.protocol.value} both run over TCP)`;
  problems.error("listener-clash", one.portAt, `${path} and ${other.path} both want ${transportOf(one).toUpperCase()} port ${port.value} of ${address === other.address ? address : `${address} and ${other.address}`}${why}`, {
    hint: "give one of them another port or address", related: [{ at: first.portAt, note: `taken by ${other.path}` }],
  });
}

/** A UDP socket of SIP inside the RTP range would now and then lose its port to a call. */
export function checkMediaPorts(listeners: readonly ResolvedListener[], media: Media, problems: Problems): void {
  const { first, last } = media.ports.value;
  for (const one of listeners) {
    const port = one.listener.port.value;
    if (transportOf(one) !== "udp" || port < first || port > last) continue;
    problems.error("listener-in-media-ports", one.portAt, `${one.listener.path}: UDP port ${port} is inside the RTP ports ${first}-${last}`, {
      hint: "choose a port outside, or other media.ports", related: [{ at: media.ports.at, note: media.ports.written ? "the RTP ports" : `the profile's RTP ports, ${first}-${last}` }],
    });
  }
}

export function checkManagementPorts(services: readonly ManagementService[], listeners: readonly ResolvedListener[], nodes: readonly PolicyNode[], problems: Problems): void {
  const [first, second] = services;
  if (first !== undefined && second !== undefined && first.port.value === second.port.value) {
    problems.error("management-clash", second.port.at, `${second.path} and ${first.path} both want TCP port ${first.port.value}`, { related: [{ at: first.port.at, note: `taken by ${first.path}` }] });
  }
  for (const service of services) {
    const clash = listeners.find((one) => transportOf(one) === "tcp" && one.listener.port.value === service.port.value && isOn(service, one.listener.node, nodes));
    if (clash === undefined) continue;
    problems.error("listener-clash", clash.portAt, `${clash.listener.path} and ${service.path} both want TCP port ${service.port.value}`, {
      hint: "give one of them another port", related: [{ at: service.port.at, note: service.port.written ? `the port of ${service.name}` : `${service.name} is on port ${service.port.value} where nothing else is written` }],
    });
  }
}

function isOn(service: ManagementService, node: string, nodes: readonly PolicyNode[]): boolean {
  return service.service === "ssh" || nodes.some(({ name, runs }) => name === node && runs.includes("asterisk"));
}

/** The sockets by which edge and core meet are ours; a listener may not sit on them. */
export function checkLinkPorts(link: CoreLink | null, listeners: readonly ResolvedListener[], problems: Problems): void {
  if (link === null) return;
  const taken = [[link.address.edge, link.port.edge], ...(link.edgeNode === link.coreNode ? [[link.address.core, link.port.core]] : [])] as const;
  for (const one of listeners) {
    const clash = taken.find(([address, port]) => transportOf(one) === "tcp" && one.listener.port.value === port && (one.listener.address === address || (one.wildcard && takes(one, String(address)))));
    if (clash === undefined) continue;
    problems.error("listener-clash", one.portAt, `${one.listener.path} wants TCP port ${clash[1]} of ${clash[0]}, where edge and core meet`, { hint: "give it another port" });
  }
}

function takes(wildcard: ResolvedListener, text: string): boolean {
  const address = parseAddress(text);
  return !isWrong(address) && (wildcard.listener.family === 6 || address.family === 4);
}
