import type { Block } from "../block.js";
import type { CoreLink, Engines, LinkTls, PolicyNode } from "../types.js";
import type { Context } from "./context.js";
import type { ResolvedListener } from "./listeners.js";

const SIP_PORT = 5060;
const SIPS_PORT = 5061;
/** On one host the edge cannot share the core's port. */
const EDGE_PORT_BESIDE_CORE = 5062;

/** Where the edge and the core meet; null where there is one engine, or where the policy leaves it open (which is reported). */
export function resolveLink(root: Block, engines: Engines, nodes: readonly PolicyNode[], listeners: readonly ResolvedListener[], context: Context): CoreLink | null {
  const ends = endsOf(engines, root);
  if (ends !== 2 && root.has("link")) context.problems.error("link-unused", root.block("link").at, `link speaks of two hosts, and this policy has ${ends === 1 ? "edge and core on one" : "no edge before a core"}`, { hint: "leave it out" });
  if (ends === 0) return null;
  return ends === 2 ? betweenHosts(root, nodes, context) : onOneHost(root, nodes, listeners, context);
}

/** Hosts on which edge and core run; none where there are not both. */
function endsOf(engines: Engines, root: Block): 0 | 1 | 2 {
  if (engines.asterisk === null || engines.kamailio === null) return 0;
  return root.block("nodes").written ? 2 : 1;
}

/**
 * The link has an authority of its own: private addresses get no public certificate, and of a public authority anybody
 * could have one, while who shows one of an authority that has signed two certificates is one of the two.
 */
const LINK_FILES: LinkTls = { certificate: "/etc/ringfence/link/certificate.pem", key: "/etc/ringfence/link/key.pem", ca: "/etc/ringfence/link/ca.pem" };

function linkTls(root: Block): LinkTls | null {
  const block = root.block("link");
  if (block.word("protocol", ["tls", "tcp"])?.value === "tcp") return null;
  const path = (key: keyof LinkTls): string => block.text(key)?.value ?? LINK_FILES[key];
  return { certificate: path("certificate"), key: path("key"), ca: path("ca") };
}

function betweenHosts(root: Block, nodes: readonly PolicyNode[], { problems }: Context): CoreLink | null {
  const edge = nodes.find(({ runs }) => runs.includes("kamailio"));
  const core = nodes.find(({ runs }) => runs.includes("asterisk"));
  if (edge === undefined || core === undefined) return null;
  for (const node of [edge, core]) {
    if (node.private === null) problems.error("node-address", node.at, `${node.path} has no private address, by which edge and core find each other`, { hint: "add private: and the address" });
  }
  if (edge.public === null) problems.error("node-address", edge.at, `${edge.path} is the edge and has no public address, which phones and carriers need for media`, { hint: "add public: and the address" });
  if (edge.private === null || core.private === null || edge.public === null) return null;
  if (edge.private.includes(":") !== core.private.includes(":")) {
    problems.error("node-address", core.at, `${edge.path} and ${core.path} have private addresses of different families`, { hint: "give both an IPv4 or both an IPv6 address", related: [{ at: edge.at, note: `private: ${edge.private}` }] });
  } else if (edge.private === core.private) {
    problems.error("node-address", core.at, `${edge.path} and ${core.path} have the same private address, ${core.private}`, { hint: "leave out nodes where both run on one host", related: [{ at: edge.at, note: "the other" }] });
  }
  const tls = linkTls(root);
  const port = tls === null ? SIP_PORT : SIPS_PORT;
  return { edgeNode: edge.name, coreNode: core.name, address: { edge: edge.private, core: core.private }, port: { edge: port, core: port }, tls, mediaAddress: edge.public };
}

function onOneHost(root: Block, nodes: readonly PolicyNode[], listeners: readonly ResolvedListener[], { problems }: Context): CoreLink | null {
  const [host] = nodes;
  if (host === undefined || listeners.length === 0) return null;
  const specific = listeners.find(({ wildcard }) => !wildcard);
  if (specific === undefined) {
    problems.error("listener-address", root.block("listeners").at, "no listener has an address of its own, so phones could not be told where to send media", { hint: "write the host's address instead of 0.0.0.0 or ::" });
    return null;
  }
  return {
    edgeNode: host.name, coreNode: host.name, address: { edge: "127.0.0.1", core: "127.0.0.1" },
    port: { edge: EDGE_PORT_BESIDE_CORE, core: SIP_PORT }, tls: null, mediaAddress: specific.listener.address,
  };
}
