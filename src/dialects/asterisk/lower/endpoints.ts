import { type Account, byDefault, type DigestAlgorithm, type Fact, isKnown, type MediaEncryption, type Protocol, set, type Trunk, unknown } from "../../../posture/index.js";
import type { PjsipObject } from "../pjsip/objects.js";
import { optionFact, optionValue, pathOf, setBy } from "./facts.js";
import { protocolOf, type SipInput } from "./listeners.js";

/**
 * Endpoints of the other side's servers. An endpoint is a trunk if an address identifies it, or if Asterisk calls it as a client
 * does: with its own credentials, where nobody registers, or at a contact that is written down and without asking for any.
 */
export function isTrunk(endpoint: PjsipObject, { index }: SipInput): boolean {
  if (index.identifies.has(endpoint.id)) return true;
  const aors = optionValue(endpoint, "aors").split(",").map((name) => index.aors.get(name.trim()));
  const reached = aors.some((aor) => aor?.options.has("contact") === true);
  const registers = aors.some((aor) => Number(aor?.options.get("max_contacts")?.value ?? "0") > 0);
  // Credentials of its own make no carrier of a phone that logs in with its own and registers where it is.
  if (optionValue(endpoint, "outbound_auth") !== "") return reached || !registers || optionValue(endpoint, "auth") === "";
  return optionValue(endpoint, "auth") === "" && reached;
}

export function lowerAccounts(input: SipInput): Account[] {
  return endpointsOf(input, false).map((endpoint) => ({ ...subject(endpoint), media: mediaOf(endpoint, input), signalling: signallingOf(endpoint, input), algorithms: algorithmsOf(endpoint, input) }));
}

export function lowerTrunks(input: SipInput): Trunk[] {
  return endpointsOf(input, true).map((endpoint) => ({ ...subject(endpoint), media: mediaOf(endpoint, input), signalling: signallingOf(endpoint, input), authentication: authenticationOf(endpoint, input) }));
}

/** The anonymous endpoint is nobody's account: it tells on the listeners. */
function endpointsOf(input: SipInput, trunks: boolean): PjsipObject[] {
  return (input.objects.byType.get("endpoint") ?? []).filter((endpoint) => !/^anonymous(@|$)/.test(endpoint.id) && isTrunk(endpoint, input) === trunks);
}

const subject = ({ id, at }: PjsipObject): { name: string; path: string; at: PjsipObject["at"] } => ({ name: id, path: pathOf(at, id), at });

const MEDIA: Readonly<Record<string, MediaEncryption>> = { no: "none", sdes: "sdes", dtls: "dtls" };

/** `webrtc=yes` overrides what is written, and `media_encryption_optimistic` lets a call through in clear. */
function mediaOf(endpoint: PjsipObject, { by }: SipInput): Fact<MediaEncryption> {
  const webrtc = endpoint.options.get("webrtc");
  const line = webrtc?.settings.at(-1);
  if (webrtc?.value === "yes" && line !== undefined) return setBy("dtls", line);
  const optimistic = endpoint.options.get("media_encryption_optimistic");
  const way = optimistic?.settings.at(-1);
  if (optimistic?.value === "true" && way !== undefined) return setBy("none", way);
  return optionFact(endpoint, "media_encryption", by, (value) => MEDIA[value] ?? "none");
}

/** The protocol of the transport that the endpoint names; without one it is decided only where all transports agree. */
function signallingOf(endpoint: PjsipObject, { index, by }: SipInput): Fact<Protocol> {
  const named = endpoint.options.get("transport");
  const line = named?.settings.at(-1);
  if (named !== undefined && line !== undefined && named.value !== "") {
    const transport = index.transports.get(named.value);
    if (transport === undefined) return unknown(`there is no transport \`${named.value}\``, line.at, "transport");
    const protocol = protocolOf(transport, by);
    return isKnown(protocol) ? setBy(protocol.value, line) : protocol;
  }
  const transports = [...index.transports.values()];
  const protocols = [...new Set(transports.map((transport) => optionValue(transport, "protocol")))];
  const [only] = transports;
  if (protocols.length !== 1 || only === undefined) return unknown("the endpoint names no transport, and there are several to come in by", endpoint.at, "transport");
  const protocol = protocolOf(only, by);
  return isKnown(protocol) ? byDefault(protocol.value, endpoint.at, "transport", by) : protocol;
}

/** What its auth objects are challenged with: their own list, that of type=global, or MD5. */
function algorithmsOf(endpoint: PjsipObject, { objects, index, by }: SipInput): Fact<readonly DigestAlgorithm[]> {
  const names = optionValue(endpoint, "auth").split(",").map((name) => name.trim()).filter(Boolean);
  const auths = names.map((name) => index.auths.get(name));
  const [auth] = auths;
  if (auths.includes(undefined)) return unknown("the auth object it names does not exist", endpoint.options.get("auth")?.settings.at(-1)?.at ?? endpoint.at, "auth");
  if (auth === undefined) return byDefault([], endpoint.at, "auth", by);
  const own = auth.options.get("supported_algorithms_uas");
  const shared = objects.byType.get("global")?.[0]?.options.get("default_auth_algorithms_uas");
  const line = (own ?? shared)?.settings.at(-1);
  const listed = auths.flatMap((one) => (one?.options.get("supported_algorithms_uas") ?? shared)?.value.split(",") ?? ["MD5"]).map((name) => name.trim()).filter(isAlgorithm);
  const algorithms = [...new Set(listed)];
  return line === undefined ? byDefault(algorithms, auth.at, "supported_algorithms_uas", by) : setBy(algorithms, line);
}

function isAlgorithm(name: string): name is DigestAlgorithm {
  return name === "MD5" || name === "SHA-256" || name === "SHA-512-256";
}

function authenticationOf(endpoint: PjsipObject, { index }: SipInput): Trunk["authentication"] {
  const auth = endpoint.options.get("auth");
  const line = auth?.settings.at(-1);
  if (auth !== undefined && line !== undefined && auth.value !== "") return setBy("digest", line);
  const identify = index.identifies.get(endpoint.id);
  const match = identify?.options.get("match")?.settings.at(-1);
  // Nobody sends from an address of loopback but the host itself, so that nothing is forged there.
  const addresses = identify?.options.get("match")?.settings.flatMap(({ value }) => value.split(",").map((part) => part.trim())) ?? [];
  if (match !== undefined && addresses.every((address) => /^(?:127\.\d+\.\d+\.\d+(?:\/\d+)?|::1)$/.test(address))) return setBy("local", match);
  if (match !== undefined) return setBy("address", match);
  if (identify !== undefined) return unknown("it is known by a header that anybody can send", identify.at, "identify");
  return set("digest", endpoint.at, "outbound_auth");
}
