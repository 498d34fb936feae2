import type { Trunk } from "../../../policy/types.js";
import { comment, digits, extension, name, type Text } from "../quote.js";
import type { Scene } from "../scene.js";
import { contactOf, peerHosts } from "../peers.js";
import { emergencyContext } from "./contexts.js";

export interface EmergencyView {
  readonly context: Text;
  readonly path: Text;
  readonly numbers: readonly EmergencyNumber[];
}

interface EmergencyNumber {
  readonly number: Text;
  /** Arguments of Dial. */
  readonly first: Text;
  /** Tried one after the other where a trunk cannot take the call. */
  readonly others: readonly Text[];
}

/** One context for every trunk that a plan prefers; each tries all trunks. Without a trunk a lone context holds nothing. */
export function emergencyViews({ policy, trunks, link }: Scene): EmergencyView[] {
  const { emergency } = policy.calling;
  const first = trunks[0] ?? null;
  const preferred = new Set<Trunk | null>([first, ...trunks.filter((trunk) => policy.calling.plans.some((plan) => plan.trunk === trunk.name))]);
  return [...preferred].map((trunk) => {
    const ordered = trunk === null ? [] : [trunk, ...trunks.filter((other) => other !== trunk)];
    return {
      context: emergencyContext(trunk), path: comment(emergency.path),
      numbers: ordered.length === 0 ? [] : emergency.value.map((dialled) => numberView(dialled, ordered, link !== null)),
    };
  });
}

/** Arguments of Dial for each attempt: every trunk by the peer that answers OPTIONS, then by each of its peers in turn. */
function numberView(dialled: string, ordered: readonly Trunk[], throughEdge: boolean): EmergencyNumber {
  const [first, ...others] = ordered.flatMap((trunk) => {
    const peers = throughEdge ? [] : peerHosts(trunk).map((peer) => `${name(trunk.name)}/${contactOf(peer, trunk, digits(dialled))}`);
    const ways = [`${digits(dialled)}@${name(trunk.name)}`, ...(peers.length > 1 ? peers : [])];
    return ways.map((way) => `PJSIP/${way},,i${throughEdge ? `b(emergency-leg^s^1(${name(trunk.name)}))` : ""}` as Text);
  });
  return { number: extension(dialled), first: first ?? ("" as Text), others };
}
