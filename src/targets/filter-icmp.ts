/** What IP itself needs, before anything is dropped for its state. */
import { rule, type FilterRule, type PacketRate } from "./filter-rules.js";

const V4 = { unreachable: 3, echo: 8, timeExceeded: 11, parameterProblem: 12 };
const V6 = {
  unreachable: 1, tooBig: 2, timeExceeded: 3, parameterProblem: 4, echo: 128, listenerQuery: 130,
  routerSolicitation: 133, routerAdvertisement: 134, neighbourSolicitation: 135, neighbourAdvertisement: 136,
};

const PINGS: PacketRate = { count: 50, per: "second", burst: 100 };

/** Errors that a sender must learn of, "fragmentation needed" and "packet too big" among them. */
export const ERRORS = {
  4: [V4.unreachable, V4.timeExceeded, V4.parameterProblem],
  6: [V6.unreachable, V6.tooBig, V6.timeExceeded, V6.parameterProblem],
} as const;

/**
 * Errors are accepted whatever the connection tracker thinks of them: for it, an error about a packet that it was told
 * not to see belongs to nothing, and path MTU discovery of media and ssh would end in a black hole. Neighbour and
 * router discovery count only with hop limit 255, which nobody outside the link can send (RFC 4861, 7.1).
 */
export function essentialIcmp(): FilterRule[] {
  return [
    rule("errors of IPv4", [{ on: "icmp", family: 4, types: ERRORS[4], hopLimit: null }], "accept"),
    rule("errors of IPv6", [{ on: "icmp", family: 6, types: ERRORS[6], hopLimit: null }], "accept"),
    rule("neighbour and router discovery", [{ on: "icmp", family: 6, types: [V6.routerSolicitation, V6.routerAdvertisement, V6.neighbourSolicitation, V6.neighbourAdvertisement], hopLimit: 255 }], "accept"),
    // A switch that snoops multicast stops delivering neighbour solicitations to hosts that leave its queries unanswered.
    rule("multicast listener query", [{ on: "address", side: "source", address: "fe80::/10" }, { on: "icmp", family: 6, types: [V6.listenerQuery], hopLimit: 1 }], "accept"),
    rule("ping", [{ on: "icmp", family: 4, types: [V4.echo], hopLimit: null }, { on: "overall-rate", rate: PINGS }], "accept"),
    rule("ping", [{ on: "icmp", family: 6, types: [V6.echo], hopLimit: null }, { on: "overall-rate", rate: PINGS }], "accept"),
    // An answer comes from the server's own address to a question that went to a multicast group: never "established".
    rule("DHCPv6 answers", [{ on: "address", side: "source", address: "fe80::/10" }, { on: "port", protocol: "udp", side: "destination", first: 546, last: 546 }], "accept"),
  ];
}
