import type { Network } from "../../policy/types.js";
import { comment, name, plainAddress, type Text } from "./quote.js";
import type { Scene } from "./scene.js";

/** An access list of acl.conf. Its rules run in order, the last that fits counts, families apart. */
export interface FenceView {
  readonly path: Text;
  readonly name: Text;
  readonly permits: readonly Text[];
}

/** Everybody who may send any SIP to this host; absent where a listener is for the world. */
export const OUTER_FENCE = "any-listener" as Text;
export const EDGE_FENCE = "edge" as Text;

/** The access list of a listener, or none where anybody may reach it. */
export function listenerFence(listener: Scene["listeners"][number]): readonly Text[] {
  return isOpen(listener.from.value) ? [] : [`listener-${name(listener.name)}` as Text];
}

/** The access list that all SIP is held against, or none where a listener is for the world. */
export function outerFence({ link, listeners }: Scene): readonly Text[] {
  if (link !== null) return [EDGE_FENCE];
  return listeners.some(({ from }) => isOpen(from.value)) ? [] : [OUTER_FENCE];
}

export function fenceViews(scene: Scene): FenceView[] {
  const { link, listeners, policy } = scene;
  const ami = policy.management.filter(({ service, from }) => service === "ami" && !isOpen(from.value));
  const management = ami.map(({ path, from }) => ({ path: comment(`${path}.from`), name: "management-ami" as Text, permits: permits(from.value) }));
  if (link !== null) return [{ path: comment(`nodes.${link.edgeNode}`), name: EDGE_FENCE, permits: [plainAddress(link.address.edge)] }, ...management];
  const each = listeners.flatMap((listener) => listenerFence(listener).map((fence) => ({ path: comment(`${listener.path}.from`), name: fence, permits: permits(listener.from.value) })));
  const outer = outerFence(scene).map((fence) => ({ path: comment("listeners"), name: fence, permits: permits(listeners.flatMap(({ from }) => [...from.value])) }));
  return [...outer, ...each, ...management];
}

const isOpen = (networks: readonly Network[]): boolean => networks.some(({ role }) => role === "world");

const permits = (networks: readonly Network[]): Text[] => [...new Set(networks.flatMap(({ v4, v6 }) => [...v4, ...v6]))].map(plainAddress);
