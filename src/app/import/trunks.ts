import type { AsteriskSystem, PjsipObject, Posture } from "../../posture/index.js";
import { finder, listenerOf, NAME, valueOf } from "./accounts.js";
import { parseCidrText } from "./cidr.js";
import type { DraftListener, DraftTrunk, ImportedSecret, Tell } from "./draft.js";
import { nameOf } from "./networks.js";

export interface FoundTrunk {
  readonly endpoint: PjsipObject;
  readonly name: string;
  readonly cidrs: readonly string[];
}

/** Trunks with the addresses that their calls come from. */
export function findTrunks(posture: Posture, { pjsip }: AsteriskSystem, tell: Tell): readonly FoundTrunk[] {
  if (pjsip === null) return [];
  const find = finder(pjsip);
  return (posture.trunks ?? []).flatMap(({ name, at }): readonly FoundTrunk[] => {
    const endpoint = find("endpoint", name);
    if (endpoint === undefined) return [];
    const hosts = hostsOf(endpoint, pjsip.byType.get("identify") ?? [], pjsip.byType.get("registration") ?? [], find);
    const cidrs = hosts.flatMap((host) => parseCidrText(host) ?? []);
    const named = hosts.filter((host) => parseCidrText(host) === null);
    if (named.length > 0 && cidrs.length > 0) tell({ code: "import-trunk-host", at, message: `${named.join(", ")} of trunk \`${name}\` is a host name, and the policy takes addresses alone`, hint: `look up its addresses and add them to the network \`${nameOf(name)}\`` });
    if (cidrs.length > 0) return [{ endpoint, name: endpoint.id, cidrs: [...new Set(cidrs)].sort() }];
    tell({ code: "import-trunk-address", at, message: `no address of trunk \`${name}\` is written${named.length > 0 ? `: ${named.join(", ")} has to be looked up` : ""}, and a policy wants to know where its calls come from`, hint: "add a network with the carrier's addresses, and the trunk" });
    return [];
  });
}

export function draftTrunks(found: readonly FoundTrunk[], { pjsip }: AsteriskSystem, listeners: readonly DraftListener[], peers: ReadonlyMap<string, string>, tell: Tell): { readonly trunks: readonly DraftTrunk[]; readonly secrets: readonly ImportedSecret[] } {
  const [first] = listeners;
  const secrets: ImportedSecret[] = [];
  if (pjsip === null || first === undefined) return { trunks: [], secrets };
  const find = finder(pjsip);
  const trunks = found.flatMap(({ endpoint, name: was }): readonly DraftTrunk[] => {
    const network = peers.get(was) ?? nameOf(was);
    const listener = listeners.find(({ name }) => name === listenerOf(endpoint, reachedBy(listeners, network), first, tell));
    if (listener === undefined || !isReached(listener, network)) {
      tell({ code: "import-trunk-shut-out", at: endpoint.at, message: `the packet filter and access lists let no call of trunk \`${endpoint.id}\` in, and a policy has no trunk that cannot call`, hint: `add \`${network}\` to \`from\` of its listener, and the trunk, if its calls are to come in` });
      return [];
    }
    const auth = find("auth", valueOf(endpoint, "outbound_auth").split(",")[0]?.trim() ?? "");
    const name = NAME.test(endpoint.id) ? endpoint.id : nameOf(endpoint.id);
    const path = `secrets/${name}`;
    const credentials = auth === undefined || valueOf(auth, "username") === "" ? null : { username: valueOf(auth, "username"), secret: path };
    if (credentials !== null) secrets.push({ path, text: valueOf(auth, "password") === "" ? null : valueOf(auth, "password") });
    tell({ code: "import-trunk-inbound", at: endpoint.at, message: `which account a call by trunk \`${endpoint.id}\` rings is said by the dialplan, so the policy refuses its calls`, hint: `write \`inbound\` at trunks.${name}` });
    return [{ name, listener: listener.name, peers: network, credentials, at: endpoint.at }];
  });
  return { trunks, secrets };
}

function isReached({ from }: DraftListener, network: string): boolean {
  return from.includes("world") || from.includes(network);
}

/** Listeners that the network reaches, or all where it reaches none. */
function reachedBy(listeners: readonly DraftListener[], network: string): readonly DraftListener[] {
  const reached = listeners.filter((listener) => isReached(listener, network));
  return reached.length > 0 ? reached : listeners;
}

/** Addresses by which it is known, else those that it is called at. */
function hostsOf(endpoint: PjsipObject, identifies: readonly PjsipObject[], registrations: readonly PjsipObject[], find: ReturnType<typeof finder>): readonly string[] {
  const matches = identifies.filter((identify) => valueOf(identify, "endpoint") === endpoint.id).flatMap((identify) => (identify.options.get("match")?.settings ?? []).flatMap(({ value }) => value.split(",")));
  if (matches.length > 0) return distinct(matches);
  const contacts = valueOf(endpoint, "aors").split(",").flatMap((aor) => (find("aor", aor.trim())?.options.get("contact")?.settings ?? []).flatMap(({ value }) => value.split(",")));
  const registrars = registrations.filter((registration) => valueOf(registration, "endpoint") === endpoint.id || valueOf(registration, "outbound_auth") === valueOf(endpoint, "outbound_auth")).map((registration) => valueOf(registration, "server_uri"));
  return distinct([...contacts, ...registrars].map(hostOf));
}

/** `sips:user@[2001:db8::1]:5061;transport=tls`: the host. */
function hostOf(uri: string): string {
  const [, rest = ""] = /^\s*sips?:(.*)$/i.exec(uri) ?? [];
  const host = rest.slice(rest.lastIndexOf("@") + 1).split(/[;?]/)[0] ?? "";
  return /^\[(.*)\]/.exec(host)?.[1] ?? host.replace(/:\d+$/, "");
}

function distinct(hosts: readonly string[]): readonly string[] {
  return [...new Set(hosts.map((host) => host.trim()).filter((host) => host !== ""))];
}
