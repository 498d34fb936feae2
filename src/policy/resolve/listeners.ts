import type { Protocol } from "../../posture/index.js";
import type { Span } from "../../source/index.js";
import { isWildcard, parseAddress } from "../addresses.js";
import type { Block } from "../block.js";
import { isWrong } from "../grammar/units.js";
import type { Listener, PolicyNode } from "../types.js";
import { reportWrong, type Context } from "./context.js";
import { resolveFrom, type Networks } from "./networks.js";

const PROTOCOLS = ["udp", "tcp", "tls", "ws", "wss"] as const satisfies readonly Protocol[];

/** A listener with what only this stage asks of it. */
export interface ResolvedListener {
  readonly listener: Listener;
  readonly wildcard: boolean;
  readonly portAt: Span;
}

export function resolveListeners(root: Block, nodes: readonly PolicyNode[], networks: Networks, context: Context): readonly ResolvedListener[] {
  return [...root.block("listeners").named()].flatMap(({ name, block }) => {
    const node = resolveNodeName(block, root, nodes, context);
    const protocol = block.word("protocol", PROTOCOLS);
    const port = block.integer("port");
    const from = resolveFrom(block, networks, context);
    const address = resolveAddress(block, context);
    if (node === null || protocol === null || port === null || from === null || address === null) return [];
    const listener: Listener = {
      name, path: block.path, at: block.at, node, address: address.text, family: address.family,
      protocol: block.setting("protocol", protocol, protocol.value),
      port: block.setting("port", port, port.value),
      from: block.setting("from", from, from.value),
    };
    return [{ listener, wildcard: isWildcard(address), portAt: port.at }];
  });
}

function resolveAddress(block: Block, { problems }: Context): ReturnType<typeof validAddress> {
  const located = block.text("address");
  if (located === null) return null;
  const address = parseAddress(located.value);
  if (isWrong(address)) reportWrong(problems, "address-invalid", located, address);
  return validAddress(address);
}

function validAddress(address: ReturnType<typeof parseAddress>): Exclude<typeof address, { wrong: string }> | null {
  return isWrong(address) ? null : address;
}

/** The host a listener is on: the edge's, where there is one. */
function resolveNodeName(block: Block, root: Block, nodes: readonly PolicyNode[], { problems }: Context): string | null {
  const located = block.text("node");
  const hasNodes = root.block("nodes").written;
  const names = nodes.map(({ name }) => name);
  if (!hasNodes) {
    if (located === null) return names[0] ?? null;
    problems.error("listener-node", located.at, `${located.path} names a node, and this policy has no nodes`, { hint: "remove it, or describe the hosts under nodes" });
    return null;
  }
  if (located === null) {
    if (!block.has("node")) problems.error("listener-node", block.at, `${block.path} does not say on which node it is`, { hint: `add node: ${edgeOf(nodes)?.name ?? names[0] ?? ""}` });
    return null;
  }
  const node = nodes.find(({ name }) => name === located.value);
  if (node === undefined) {
    problems.unknownName(located.at, located.path, "node", located.value, names);
    return null;
  }
  const edge = edgeOf(nodes);
  if (edge !== null && node.runs.length > 0 && node !== edge) {
    problems.error("listener-node", located.at, `${located.path}: ${node.name} runs ${node.runs.join(" and ")}; where there is Kamailio, every listener belongs to it`, { hint: `write node: ${edge.name}` });
  }
  return node.name;
}

function edgeOf(nodes: readonly PolicyNode[]): PolicyNode | null {
  return nodes.find(({ runs }) => runs.includes("kamailio")) ?? null;
}
