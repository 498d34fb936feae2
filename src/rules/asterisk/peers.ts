import { isKnown, type Audience, type Fact, type PjsipObject, type Posture } from "../../posture/index.js";
import type { Severity } from "../../finding.js";
import { reachOf, widest, type Reach } from "../reach.js";
import { isOn, linesIn, namesIn, objectOf, objectsOf, valueIn, type Sip } from "./sip.js";

/** Who the other side of an endpoint is, as far as its objects tell. */
export type Peer = "anonymous" | "trunk" | "phone" | "other";

/**
 * An address identifies trunks, or Asterisk calls them as a client does, with credentials of its own or at a contact that is written
 * down; phones register.
 */
export function peerOf(sip: Sip, endpoint: PjsipObject): Peer {
  let peer = peers.get(endpoint);
  if (peer === undefined) peers.set(endpoint, (peer = judged(sip, endpoint)));
  return peer;
}

/** Many rules ask, so each is judged once. */
const peers = new WeakMap<PjsipObject, Peer>();

function judged(sip: Sip, endpoint: PjsipObject): Peer {
  if (isAnonymous(endpoint)) return "anonymous";
  if (sip.identifies.has(endpoint.id) || valueIn(sip, endpoint, "outbound_auth") !== "") return "trunk";
  const aors = aorsOf(sip, endpoint);
  if (aors.some((aor) => registers(sip, aor))) return "phone";
  return aors.some((aor) => linesIn(aor, "contact").length > 0) ? "trunk" : "other";
}

/** res_pjsip_endpoint_identifier_anonymous looks for these names. */
export function isAnonymous({ id }: PjsipObject): boolean {
  return /^anonymous(?:@|$)/.test(id);
}

/** Endpoints of strangers and of other companies: those that are not ours to trust. */
export function outsiders(sip: Sip): readonly PjsipObject[] {
  return objectsOf(sip, "endpoint").filter((endpoint) => ["anonymous", "trunk"].includes(peerOf(sip, endpoint)));
}

export function phones(sip: Sip): readonly PjsipObject[] {
  return objectsOf(sip, "endpoint").filter((endpoint) => peerOf(sip, endpoint) === "phone");
}

export function aorsOf(sip: Sip, endpoint: PjsipObject): readonly PjsipObject[] {
  return namesIn(sip, endpoint, "aors").flatMap((name) => objectOf(sip, "aor", name) ?? []);
}

export function registers(sip: Sip, aor: PjsipObject): boolean {
  return Number(valueIn(sip, aor, "max_contacts")) > 0;
}

/** `auth=` empty or not written: whoever is taken for this endpoint is not asked for a secret. Outbound credentials ask nobody. */
export function asksNothing(sip: Sip, endpoint: PjsipObject): boolean {
  return namesIn(sip, endpoint, "auth").length === 0;
}

/** The From user (or the digest's user name) is enough to be taken for this endpoint, whatever address it comes from. */
export function knownByName(sip: Sip, endpoint: PjsipObject): boolean {
  return namesIn(sip, endpoint, "identify_by").some((method) => method === "username" || method === "auth_username");
}

/** Auth objects that challenge whoever comes in as one of the endpoints, each with the endpoints that name it. */
export function inboundAuths(sip: Sip): ReadonlyMap<PjsipObject, readonly PjsipObject[]> {
  const known = inbound.get(sip);
  if (known !== undefined) return known;
  const found = new Map<PjsipObject, PjsipObject[]>();
  inbound.set(sip, found);
  for (const endpoint of objectsOf(sip, "endpoint")) {
    for (const name of new Set(namesIn(sip, endpoint, "auth"))) {
      const auth = objectOf(sip, "auth", name);
      if (auth === undefined) continue;
      const users = found.get(auth);
      if (users === undefined) found.set(auth, [endpoint]);
      else users.push(endpoint);
    }
  }
  return found;
}

const inbound = new WeakMap<Sip, ReadonlyMap<PjsipObject, readonly PjsipObject[]>>();

/** Access lists of its own stand before the endpoint, whatever they let in. */
export function hasOwnAcl(sip: Sip, endpoint: PjsipObject): boolean {
  return ["deny", "acl"].some((name) => valueIn(sip, endpoint, name) !== "");
}

/** Nobody says a word over any transport who has not shown a certificate of the authority that is named there. */
export function demandsCertificates(sip: Sip): boolean {
  const transports = objectsOf(sip, "transport");
  const demands = (transport: PjsipObject): boolean =>
    valueIn(sip, transport, "protocol") === "tls" && isOn(sip, transport, "verify_client") && isOn(sip, transport, "require_client_cert") && valueIn(sip, transport, "ca_list_file") !== "";
  return transports.length > 0 && transports.every(demands);
}

/** The widest reach of the transports of this system; `unknown` where browsers come in through the HTTP server too. */
export function sipReach({ listeners = [] }: Posture, sip: Sip): Reach {
  const transports = new Set(objectsOf(sip, "transport").map(({ at }) => at));
  const own = listeners.filter(({ at }) => transports.has(at)).map(({ audience }) => reachOfSome(audience));
  return widest(own.length < Math.max(1, transports.size) ? [...own, "unknown"] : own);
}

/** Addresses that nobody gave a role are not the world, at least. */
function reachOfSome(audience: Fact<Audience>): Reach {
  const reach = reachOf(audience);
  return reach === "unknown" && isKnown(audience) ? "peers" : reach;
}

const DOWN: Readonly<Record<Reach, number>> = { world: 0, unknown: 0, phones: 1, trunk: 1, peers: 1, management: 2, localhost: 3, nobody: 3 };
const STEPS: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

/** One step less bad for a network of phones or peers, two for management, three where no packet comes from elsewhere. */
export function lessened(severity: Severity, reach: Reach): Severity {
  return STEPS[STEPS.indexOf(severity) + DOWN[reach]] ?? "info";
}

/** Reach is unknown unless a packet filter was given: the door is open as far as anybody can see. */
export function surenessOf(reach: Reach): "high" | "medium" {
  return reach === "unknown" ? "medium" : "high";
}
