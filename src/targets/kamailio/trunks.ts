import type { Listener, Policy, Trunk } from "../../policy/types.js";
import type { Quoted } from "../target.js";
import type { Problems } from "../problems.js";
import { bare, comment, host, number, string } from "./quote.js";
import { trunkGroup } from "./sources.js";

type Text = Quoted<"kamailio">;

/** Set of dispatcher.list that holds the core; those of the trunks follow. */
export const CORE_SET = 1;
const FIRST_TRUNK_SET = 10;

export interface TrunkView {
  readonly path: Text;
  readonly name: Text;
  /** Socket name of the trunk's listener, quoted. */
  readonly listener: Text;
  readonly socket: Text;
  readonly group: Text;
  readonly set: Text;
  /** The peer must also have shown a certificate that the CA vouches for. */
  readonly certified: boolean;
  readonly destinations: readonly Destination[];
  /** Whether a call can be sent to it: a network wider than single hosts names nobody to send to. */
  readonly reachable: boolean;
}

export function trunkViews(policy: Policy, trunks: readonly Trunk[], problems: Problems): TrunkView[] {
  return trunks.flatMap((trunk, index) => {
    if (trunk.authentication.value === "digest") {
      problems.error("kamailio-trunk-digest", `${trunk.path}: the Kamailio edge knows a trunk by its addresses or by its certificate, not by a password`, trunk.authentication.at, "put this trunk's listener on the core, or use authentication: address");
      return [];
    }
    const certified = trunk.authentication.value === "certificate";
    if (certified && trunk.listener.protocol.value !== "tls") {
      problems.error("kamailio-trunk-certificate", `${trunk.path}: a certificate can be shown over TLS only, and its listener speaks ${trunk.listener.protocol.value}`, trunk.authentication.at);
      return [];
    }
    const hosts = [...trunk.peers.v4, ...trunk.peers.v6].map(singleHost);
    const reachable = hosts.every((address) => address !== null);
    if (!reachable && policy.calling.plans.some((plan) => plan.trunk === trunk.name)) {
      problems.error("kamailio-trunk-peers-wide", `${trunk.path}: calling plans send calls here, but its peers are a whole network, of which no host is the one to call`, trunk.peers.at, "list the peers one by one (/32, /128)");
    }
    const view = problems.quoting("kamailio-unquotable", trunk.at, () => ({
      path: comment(trunk.path),
      name: string(trunk.name),
      listener: string(trunk.listener.path),
      socket: string(socketOf(trunk.listener)),
      group: number(trunkGroup(index)),
      set: number(FIRST_TRUNK_SET + index),
      certified,
      destinations: reachable ? hosts.map((address, place) => ({ set: number(FIRST_TRUNK_SET + index), uri: destination(address ?? "", trunk.listener), priority: number(hosts.length - place) })) : [],
      reachable,
    }));
    return view === null ? [] : [view];
  });
}

interface Destination {
  readonly set: Text;
  readonly uri: Text;
  /** The highest is called first. */
  readonly priority: Text;
}

/** A policy names its peers by address alone: they are called at SIP's registered port. */
function destination(address: string, listener: Listener): Text {
  const transport = listener.protocol.value;
  const port = transport === "tls" ? 5061 : 5060;
  return bare(`sip:${host(address)}:${port}${transport === "udp" ? "" : `;transport=${transport}`}`);
}

const socketOf = (listener: Listener): string => `${listener.protocol.value}:${host(listener.address)}:${listener.port.value}`;

function singleHost(cidr: string): string | null {
  const [address = "", mask] = cidr.split("/");
  return mask === (address.includes(":") ? "128" : "32") ? address : null;
}
