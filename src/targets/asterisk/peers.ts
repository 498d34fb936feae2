import type { Trunk } from "../../policy/types.js";
import { digits, host, type Text, value } from "./quote.js";

/** Peers that a call can be sent to: single hosts of the family that the trunk's listener speaks. */
export function peerHosts({ listener, peers }: Trunk): readonly string[] {
  const [cidrs, single] = listener.family === 4 ? [peers.v4, "/32"] : [peers.v6, "/128"];
  return cidrs.filter((cidr) => cidr.endsWith(single)).map((cidr) => cidr.slice(0, -single.length));
}

/**
 * The URI by which a peer is called. A policy names peers by address alone: they are called at the registered port of
 * the listener's protocol, which is what a URI without a port means (RFC 3261 section 19.1.2).
 */
export function contactOf(peer: string, { listener }: Trunk, user = ""): Text {
  const transport = listener.protocol.value;
  return value(`sip:${user === "" ? "" : `${digits(user)}@`}${host(peer)}${transport === "udp" ? "" : `;transport=${transport}`}`);
}
