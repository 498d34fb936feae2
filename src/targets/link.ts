import type { CoreLink } from "../policy/types.js";

/**
 * The wire contract between a Kamailio edge and an Asterisk core (`policy.link`), in one place because both targets
 * write their half of it. It runs between `link.address.edge:link.port.edge` and `link.address.core:link.port.core`; the
 * core hears nobody else, and so believes what the edge says.
 *
 * Between two hosts it is TLS. Either end opens connections, so each is client and server, and each demands of the other a
 * certificate of the link's own authority, whoever connects. The core, as a client, also wants the address it called in
 * the edge's certificate (pjsip does that wherever it verifies a server); Kamailio compares no names, which the authority
 * makes good: it has signed nothing else. `transport` below is `tls` there, and `tcp` on loopback or where the policy
 * says so.
 *
 * 1. **Accounts to the core** (REGISTER, INVITE and what follows): the edge has authenticated the request, has refused
 *    it where the From user (for REGISTER the To user as well) is not the account that authenticated, and has removed
 *    its Authorization. The core knows the account by the From user and asks for nothing more.
 * 2. **Contacts**: the edge rewrites the Contact of REGISTER and of dialog-forming requests so that the edge itself can
 *    find the device again from the Request-URI (`add_contact_alias` or the like), and records its route with its core
 *    address (`;transport=…;lr`). The core sends every request for an account to the edge
 *    (`Route: <sip:edge;transport=…;lr>`), whatever host the Contact names. Path is not used.
 * 3. **Trunk to the core**: an initial request from a trunk's peer carries `TRUNK_HEADER: <name of the trunk>`. The
 *    edge removes this header from everything that comes from outside before it adds its own, and adds it only after it
 *    has checked the peer by the trunk's own authentication. Any Request-URI user is good: the core rings `inbound`.
 * 4. **Core to a trunk**: the core sends `INVITE sip:<number>@link.address.edge:link.port.edge;transport=…` with
 *    `TRUNK_HEADER: <name of the trunk>`; `<number>` is `+` and E.164, or an emergency number as dialled. The edge
 *    takes the header for granted from the core's address alone, removes it, and sends the request to the trunk's peers.
 * 5. **Keepalive**: `OPTIONS sip:link.address.core:link.port.core` (no user) with the From user `PING_USER` is answered
 *    with 200. Nothing else is ever accepted from this user.
 * 6. **Media** is not touched by the edge: the core writes `link.mediaAddress` into SDP.
 */

/** Names the trunk that a request came from or goes to; trusted between edge and core only. */
export const TRUNK_HEADER = "X-RF-Trunk";

/** From user of the edge's keepalive requests; no account may bear this name. */
export const PING_USER = "ringfence-edge";

/** The lowest version of TLS on the link: both ends are ours, and both know 1.2 in every release that is rendered for. */
export const LINK_TLS_MINIMUM = "1.2";

/** What URIs and transports call the link's protocol. */
export function linkTransport({ tls }: Pick<CoreLink, "tls">): "tls" | "tcp" {
  return tls === null ? "tcp" : "tls";
}
